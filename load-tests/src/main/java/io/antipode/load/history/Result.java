package io.antipode.load.history;

import io.antipode.node.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client was told, beyond the outcome. */
public sealed interface Result {
  /** Nothing: no answer, an error, or an answer without content. */
  record Nothing() implements Result {}

  /** What a read found, null for no item. */
  record Found(@Nullable Item item) implements Result {}

  /** What a write found before it, null for no item. */
  record Before(@Nullable Item item) implements Result {}

  /** What an update left. */
  record After(Item item) implements Result {}

  /** A condition did not hold: the write did nothing, and tells so about the item. */
  record Refused() implements Result {}

  /** What a transaction read, in the order of its keys. */
  record FoundAll(List<@Nullable Item> items) implements Result {}

  /** What a walk showed, in its order, with duplicates where there were any. */
  record Shown(List<Item> items) implements Result {}

  /** The next records of a stream shard. */
  record Changes(List<Change> changes) implements Result {}

  /**
   * A stream record.
   *
   * @param name INSERT, MODIFY or REMOVE
   * @param byService a deletion by time to live, of the region whose stream it is
   * @param atSeconds epoch seconds of the change, as the record tells
   */
  record Change(
      String sequenceNumber,
      String name,
      Key key,
      @Nullable Item oldImage,
      @Nullable Item newImage,
      boolean byService,
      long atSeconds) {
    /** Of a client, at a time that nobody asks for. */
    public Change(
        String sequenceNumber,
        String name,
        Key key,
        @Nullable Item oldImage,
        @Nullable Item newImage) {
      this(sequenceNumber, name, key, oldImage, newImage, false, 0);
    }
  }

  Result NOTHING = new Nothing();
}
