package io.antipode.load.history;

import io.antipode.node.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client asked for. */
public sealed interface Action {
  /** Those that concern one item. */
  sealed interface OfItem extends Action {
    Key key();
  }

  /** PutItem of a whole item, which carries a unique number; answers the item before. */
  record Put(Key key, Item item, Guard guard) implements OfItem {}

  /** DeleteItem; answers the item before. */
  record Delete(Key key, Guard guard) implements OfItem {}

  /** GetItem. */
  record Get(Key key, boolean consistent) implements OfItem {}

  /** UpdateItem {@code ADD n :amount}; answers the item after. */
  record Add(Key key, long amount) implements OfItem {}

  /**
   * UpdateItem {@code SET list = list_append(list, :element)}; answers the item after. Elements are
   * unique numbers.
   */
  record Append(Key key, long element) implements OfItem {}

  /** TransactWriteItems of appends to different items. */
  record TransactAppend(List<Append> appends) implements Action {}

  /** TransactGetItems. */
  record TransactRead(List<Key> keys) implements Action {}

  /** TransactWriteItems that moves an amount of {@code n}, refused where it would go below 0. */
  record Transfer(Key from, Key to, long amount) implements Action {}

  /**
   * Query (of one partition) or Scan, page after page to the end, or as far as it came.
   *
   * @param index null for the table itself
   * @param partition null for a Scan; with an index, the value of {@code gk}
   */
  record Walk(
      String table,
      @Nullable String index,
      @Nullable String partition,
      int pageLimit,
      boolean consistent)
      implements Action {}

  /** One GetRecords of a shard of a table's stream, read from TRIM_HORIZON on. */
  record ReadStream(String table, String shard) implements Action {}
}
