package io.antipode.node.action;

import io.antipode.node.item.Item;
import io.antipode.node.item.KeyRange;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.Shard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is left of a page from one shard, which holds all of a partition that it holds any of.
 *
 * @param maxItems that are seen before the page is full, at least 1
 * @param maxBytes of them, at least 1
 */
public record ReadPage(ReadPlan plan, KeyRange range, int maxItems, long maxBytes)
    implements ShardMessage<PageRead> {
  @Override
  public void on(Shard shard, Answer<PageRead> answer) {
    if (!shard.isServing()) {
      answer.succeed(Refused.NOT_SERVING);
      return;
    }
    Reading reading = new Reading();
    shard.scan(range.from(), range.to(), plan.forward(), reading);
    answer.succeed(reading.page());
  }

  /** Takes items in order until the page is full. */
  private final class Reading implements ItemShard.ItemVisitor {
    private final List<Item> items = new ArrayList<>();
    private int count;
    private int scanned;
    private long sizeBytes;
    private long examinedBytes;
    private long fetchedUnits;
    private boolean full;
    private byte @Nullable [] lastKey;

    @Override
    public boolean visit(byte[] key, Item item) {
      Selection selection = plan.selection();
      Item seen = selection.show(item);
      scanned++;
      sizeBytes += plan.sizeOf(item, seen);
      if (selection.shown() != null || selection.fetches()) {
        int itemBytes = item.sizeBytes();
        examinedBytes += itemBytes;
        fetchedUnits += selection.fetches() ? Units.blocks(itemBytes) : 0;
      }
      if (plan.accepts(seen)) {
        count++;
        if (!selection.countOnly()) {
          items.add(selection.view().apply(seen));
        }
      }
      full =
          scanned >= maxItems
              || sizeBytes >= maxBytes
              || examinedBytes >= ReadPlan.MAX_EXAMINED_BYTES;
      lastKey = full ? key.clone() : null;
      return !full;
    }

    PageRead page() {
      return new PageRead.Part(items, count, scanned, sizeBytes, fetchedUnits, lastKey);
    }
  }
}
