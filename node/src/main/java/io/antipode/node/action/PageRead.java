package io.antipode.node.action;

import io.antipode.node.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link ReadPage} found. */
public sealed interface PageRead permits PageRead.Part, Refused {
  /**
   * Items in order.
   *
   * @param items those that are answered, as the plan shows them
   * @param count how many are answered, also where only that is wanted
   * @param scanned how many were seen
   * @param sizeBytes of those that were seen
   * @param fetchedUnits what fetching the items of a local index's entries takes, in units of
   *     consistent reads
   * @param lastKey key bytes of the last item that was seen, where the page is full; null where the
   *     range has been read to its end
   */
  record Part(
      List<Item> items,
      int count,
      int scanned,
      long sizeBytes,
      long fetchedUnits,
      byte @Nullable [] lastKey)
      implements PageRead {
    /** What the items take in memory, about. */
    public long heldBytes() {
      long bytes = 0;
      for (Item item : items) {
        bytes += item.bytes().length;
      }
      return bytes;
    }
  }
}
