package io.antipode.node.operation.partiql;

import io.antipode.node.action.ItemView;
import io.antipode.node.action.Returned;
import io.antipode.node.expression.Predicate;
import io.antipode.node.expression.Update;
import io.antipode.node.item.Item;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A statement with its parameters, in terms of items; no table has been looked at. Immutable. */
sealed interface BoundStatement {
  /** As the statement has it. */
  String tableName();

  /** The attributes that paths go into; keys among them are refused. */
  Set<String> nestedRoots();

  /**
   * A SELECT.
   *
   * @param indexName null for the table itself
   * @param shown the top-level attributes that are selected, in the statement's order; empty for
   *     all
   * @param where null for none
   * @param order empty for none
   */
  record Read(
      String tableName,
      @Nullable String indexName,
      List<String> shown,
      ItemView view,
      @Nullable Predicate where,
      List<SortAttribute> order,
      Set<String> nestedRoots)
      implements BoundStatement {}

  /** A part of an ORDER BY. */
  record SortAttribute(String name, boolean ascending) {}

  /** What changes an item, or checks one among those that do. */
  sealed interface Write extends BoundStatement {}

  /** An INSERT. */
  record Put(String tableName, Item item) implements Write {
    @Override
    public Set<String> nestedRoots() {
      return Set.of();
    }
  }

  /** An UPDATE. */
  record Change(
      String tableName,
      Update update,
      @Nullable Predicate where,
      Returned returned,
      Set<String> nestedRoots)
      implements Write {}

  record Delete(
      String tableName, @Nullable Predicate where, Returned returned, Set<String> nestedRoots)
      implements Write {}

  /** An EXISTS. */
  record Check(Read read) implements Write {
    @Override
    public String tableName() {
      return read.tableName();
    }

    @Override
    public Set<String> nestedRoots() {
      return read.nestedRoots();
    }
  }
}
