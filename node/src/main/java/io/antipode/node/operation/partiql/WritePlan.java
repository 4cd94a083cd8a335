package io.antipode.node.operation.partiql;

import io.antipode.node.action.Change;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.Returned;
import io.antipode.node.action.Terms;
import io.antipode.node.api.ApiException;
import io.antipode.node.expression.DocumentPath;
import io.antipode.node.expression.Predicate;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.operation.data.KeyChanges;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What statements that write do to an item of their table: the same as the item actions do. */
final class WritePlan {
  private WritePlan() {}

  /**
   * The action of a statement alone, or in a batch.
   *
   * @param showsFailed whether an item that does not satisfy the statement's conditions is answered
   */
  static ItemAction of(TableKeys table, BoundStatement.Write write, boolean showsFailed) {
    if (write instanceof BoundStatement.Put(String _, Item item)) {
      Stream.concat(table.hash().stream(), table.range().stream())
          .forEach(part -> requireKey(part, item));
    }
    return of(table, write, showsFailed, () -> KeyMatch.ofWrite(table, whereOf(write)));
  }

  /** The action of a statement in a transaction, which has words of its own for what is no key. */
  static ItemAction inTransaction(
      TableKeys table, BoundStatement.Write write, boolean showsFailed) {
    return of(
        table,
        write,
        showsFailed,
        () -> transactional(() -> KeyMatch.ofWrite(table, whereOf(write))));
  }

  /** The item that a statement is about; refuses one that names none. */
  static ItemKey keyOf(TableKeys table, BoundStatement.Write write) {
    return write instanceof BoundStatement.Put(String _, Item item)
        ? table.keyOfItem(item)
        : KeyMatch.ofWrite(table, whereOf(write)).key();
  }

  /** The item that a statement of a transaction names. */
  static KeyMatch transactional(Supplier<KeyMatch> match) {
    try {
      return match.get();
    } catch (ApiException e) {
      throw ApiException.validation("The provided key element does not match the schema");
    }
  }

  private static @Nullable Predicate whereOf(BoundStatement.Write write) {
    return switch (write) {
      case BoundStatement.Put _ -> null;
      case BoundStatement.Change change -> change.where();
      case BoundStatement.Delete delete -> delete.where();
      case BoundStatement.Check(BoundStatement.Read read) -> read.where();
    };
  }

  private static ItemAction of(
      TableKeys table, BoundStatement.Write write, boolean showsFailed, Supplier<KeyMatch> named) {
    return switch (write) {
      case BoundStatement.Put(String _, Item item) ->
          new ItemAction.Put(
              table,
              table.keyOfItem(item),
              item,
              new Terms(exists(table, false), false, Returned.NONE));
      case BoundStatement.Change change -> {
        KeyChanges.refuse(change.update(), table);
        table.checkPaths(change.nestedRoots());
        KeyMatch match = named.get();
        yield new ItemAction.Update(
            table,
            match.key(),
            match.keyItem(),
            new Change(change.update(), false, null),
            terms(present(table, match.rest()), showsFailed, change.returned()));
      }
      case BoundStatement.Delete delete -> {
        table.checkPaths(delete.nestedRoots());
        KeyMatch match = named.get();
        Predicate rest = match.rest();
        yield new ItemAction.Delete(
            table,
            match.key(),
            terms(
                rest == null ? null : new Predicate.Or(List.of(exists(table, false), rest)),
                showsFailed,
                delete.returned()));
      }
      case BoundStatement.Check(BoundStatement.Read read) -> {
        table.checkPaths(read.nestedRoots());
        KeyMatch match = KeyMatch.ofCheck(table, read.where());
        if (match == null || match.rest() == null) {
          throw ApiException.validation(NO_SINGLE_ITEM);
        }
        yield new ItemAction.Check(
            table, match.key(), terms(present(table, match.rest()), showsFailed, Returned.NONE));
      }
    };
  }

  static final String NO_SINGLE_ITEM =
      "EXISTS() must contain a single item read with additional condition";

  private static void requireKey(KeyAttribute part, Item item) {
    AttributeValue value = item.get(part.name());
    if (value == null) {
      throw ApiException.validation(
          "Key attribute should be present in the item: Key " + part.name());
    }
    if (!part.fits(value)) {
      throw ApiException.validation(
          "Key attribute's data type should match its data type in table's schema: Key "
              + part.name());
    }
  }

  private static Terms terms(
      @Nullable Predicate condition, boolean showsFailed, Returned returned) {
    return new Terms(condition, showsFailed, returned);
  }

  /** An UPDATE makes no item, so there must be one. */
  private static Predicate present(TableKeys table, @Nullable Predicate rest) {
    Predicate exists = exists(table, true);
    return rest == null ? exists : new Predicate.And(List.of(exists, rest));
  }

  private static Predicate exists(TableKeys table, boolean wanted) {
    return new Predicate.Exists(new DocumentPath(table.partition().name(), List.of()), wanted);
  }
}
