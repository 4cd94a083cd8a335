package io.antipode.node.action;

import io.antipode.node.item.Item;
import io.antipode.node.item.KeyRange;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.Shard;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one shard's entries of a global index, to be merged with those of the other shards.
 *
 * @param maxItems at least 1
 * @param maxBytes of entries; at least one is read
 * @param maxExamined bytes of the items behind them; at least one is read
 */
public record ReadEntries(
    ReadPlan plan, KeyRange range, int maxItems, long maxBytes, long maxExamined)
    implements ShardMessage<EntriesRead> {
  @Override
  public void on(Shard shard, Answer<EntriesRead> answer) {
    if (!shard.isServing()) {
      answer.succeed(Refused.NOT_SERVING);
      return;
    }
    Reading reading = new Reading();
    shard.scan(range.from(), range.to(), plan.forward(), reading);
    answer.succeed(new EntriesRead.Run(reading.entries, reading.cut, reading.examinedBytes));
  }

  private final class Reading implements ItemShard.ItemVisitor {
    private final List<EntriesRead.Entry> entries = new ArrayList<>();
    private long sizeBytes;
    private long examinedBytes;
    private boolean cut;

    @Override
    public boolean visit(byte[] key, Item item) {
      Selection selection = plan.selection();
      Item seen = selection.show(item);
      int entryBytes = plan.sizeOf(item, seen);
      boolean accepted = plan.accepts(seen);
      Item shown = accepted && !selection.countOnly() ? selection.view().apply(seen) : null;
      entries.add(new EntriesRead.Entry(key.clone(), entryBytes, accepted, shown));
      sizeBytes += entryBytes;
      examinedBytes += item.sizeBytes();
      cut = entries.size() >= maxItems || sizeBytes >= maxBytes || examinedBytes >= maxExamined;
      return !cut;
    }
  }
}
