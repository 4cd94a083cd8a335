package io.antipode.node.transfer;

import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemLimits;
import io.antipode.node.action.Returned;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.action.Terms;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.ExpressionContext;
import io.antipode.node.expression.ExpressionException;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.transfer.ObjectFeed.Piece;
import io.antipode.node.transfer.Report.Place;
import io.antipode.node.transfer.format.RecordReader.ItemRecord;
import io.antipode.node.transfer.format.RecordReader.ItemTerms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an object, checked: what is to be written, by shard, and what can't be.
 *
 * @param byShard by the shards' numbers
 */
record ItemsPiece(Piece piece, List<List<Entry>> byShard, List<Broken> broken) {
  /** What is to be done for one record. */
  record Entry(long index, ItemAction.Put put) {}

  /** A record that is no item of the table. */
  record Broken(long index, String message) {}

  /** An item whose condition was not met. */
  record Failed(long index, Item attempted, @Nullable Item existing) {}

  /**
   * What became of a piece.
   *
   * @param units that were written
   * @param itemBytes of what was written
   */
  record Outcome(
      long done, List<Broken> invalid, List<Failed> failed, double units, long itemBytes) {}

  /** Checks items as {@code PutItem} does. */
  static ItemsPiece of(Piece piece, TableKeys keys, ShardAccess shards) {
    List<List<Entry>> byShard = new ArrayList<>();
    for (int shard = 0; shard < shards.shardCount(); shard++) {
      byShard.add(new ArrayList<>());
    }
    List<Broken> broken = new ArrayList<>();
    for (int i = 0; i < piece.records().size(); i++) {
      long index = piece.firstIndex() + i;
      switch (piece.records().get(i)) {
        case ItemRecord.Broken(String message) -> broken.add(new Broken(index, message));
        case ItemRecord.Whole whole -> {
          try {
            ItemAction.Put put = put(whole, keys);
            byShard.get(shards.shardOf(put.key()).number()).add(new Entry(index, put));
          } catch (InvalidItemException | ExpressionException refused) {
            broken.add(new Broken(index, String.valueOf(refused.getMessage())));
          }
        }
      }
    }
    return new ItemsPiece(piece, byShard, broken);
  }

  private static ItemAction.Put put(ItemRecord.Whole whole, TableKeys keys) {
    Item item = whole.item();
    ItemLimits.check(item, ItemLimits.PUT_TOO_LARGE);
    ItemTerms terms = whole.terms();
    return new ItemAction.Put(
        keys, keys.keyOfItem(item), item, terms == null ? Terms.NONE : terms(terms, keys));
  }

  private static Terms terms(ItemTerms given, TableKeys keys) {
    ExpressionContext context = new ExpressionContext(given.names(), given.values());
    Condition condition = Condition.parse("ConditionExpression", given.condition(), context);
    context.requireAllUsed();
    keys.checkPaths(context.nestedRoots());
    return new Terms(condition, true, Returned.NONE);
  }

  /** Tells of what was not written; returns how many records were no items of the table. */
  long report(Outcome outcome, Report report) throws IOException {
    for (Broken each : broken) {
      report.error(place(each.index()), each.message());
    }
    for (Broken each : outcome.invalid()) {
      report.error(place(each.index()), each.message());
    }
    for (Failed each : outcome.failed()) {
      report.conditionFailed(place(each.index()), each.attempted(), each.existing());
    }
    String trouble = piece.trouble();
    if (trouble != null) {
      report.error(place(piece.firstIndex() + piece.records().size()), trouble);
    }
    if (piece.last()) {
      report.objectEnded();
    }
    return broken.size() + outcome.invalid().size() + (trouble == null ? 0L : 1L);
  }

  private Place place(long index) {
    return new Place(piece.key(), piece.number(), index);
  }
}
