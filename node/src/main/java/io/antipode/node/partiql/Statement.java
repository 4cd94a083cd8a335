package io.antipode.node.partiql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement's syntax tree. {@link #parse} makes it; what it means, and whether the table is there
 * and has such keys, is for others to say. Immutable, any thread.
 */
public sealed interface Statement {
  /** The longest statement, in characters. */
  int MAX_LENGTH = 8_192;

  /**
   * Parses a statement.
   *
   * @throws StatementException with DynamoDB's message, where it is none that DynamoDB carries out
   */
  static Statement parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new StatementException("Member must have length less than or equal to " + MAX_LENGTH);
    }
    return new StatementParser(Scanner.scan(text)).parse();
  }

  /**
   * Reads items.
   *
   * @param shown the paths that are selected; empty for {@code *}
   * @param order empty for none
   */
  record Select(
      List<Expression> shown, Source from, @Nullable Expression where, List<SortKey> order)
      implements Statement {}

  /** Puts an item where none is. */
  record Insert(Source into, Expression item) implements Statement {}

  /**
   * Changes an item.
   *
   * @param changes at least one, as written
   */
  record Update(
      Source table, List<Change> changes, @Nullable Expression where, @Nullable Returning returning)
      implements Statement {}

  record Delete(Source table, @Nullable Expression where, @Nullable Returning returning)
      implements Statement {}

  /** Checks, in a transaction that writes, that a SELECT would find an item. */
  record Exists(Select select) implements Statement {}

  /**
   * A table, or an index of it.
   *
   * @param index null for none
   */
  record Source(String table, @Nullable String index) {}

  /** A part of an ORDER BY. */
  record SortKey(Expression key, boolean ascending) {}

  /** A part of an UPDATE. */
  sealed interface Change {
    record Set(Expression target, Expression value) implements Change {}

    record Remove(Expression target) implements Change {}
  }

  /** Which attributes of the item are answered. */
  enum Returning {
    ALL_OLD,
    ALL_NEW,
    MODIFIED_OLD,
    MODIFIED_NEW;

    /** As a statement says it. */
    public String text() {
      return "RETURNING " + name().replace('_', ' ') + " *";
    }
  }
}
