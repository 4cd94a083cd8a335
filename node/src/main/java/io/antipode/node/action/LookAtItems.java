package io.antipode.node.action;

import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionShard;
import io.antipode.node.storage.view.StoredItem;
import io.antipode.replication.clock.Version;
import io.antipode.replication.memory.MemoryShare;
import io.antipode.replication.memory.MemoryUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads several items of one shard for a transaction: what stands at one moment. Two looks that see
 * the same have seen it all the time between.
 */
public record LookAtItems(List<ItemKey> keys) implements ShardMessage<LookAtItems.Result> {
  /** What was seen. */
  public sealed interface Result permits Seen, Refused {}

  /**
   * What stands under the keys, in their order.
   *
   * @param versions of what stands there, deletions that are remembered too; null for nothing
   * @param held whether a transaction holds each of them
   * @param removals as {@link TransactionShard#removals}; 0 where nothing is missing
   * @param heldBytes to be given back to {@link MemoryUse#READS} by whoever is answered
   */
  public record Seen(
      List<ItemRead> reads,
      List<@Nullable Version> versions,
      List<Boolean> held,
      long removals,
      long heldBytes)
      implements Result {
    /** Whether an item changed since an earlier look, or somebody is about to change it. */
    public boolean isInConflict(int item, Seen earlier) {
      Version version = versions.get(item);
      return held.get(item)
          || earlier.held.get(item)
          || !Objects.equals(version, earlier.versions.get(item))
          || (version == null && removals != earlier.removals);
    }
  }

  @Override
  public void on(Shard shard, Answer<Result> answer) {
    if (!shard.isServing()) {
      answer.succeed(Refused.NOT_SERVING);
      return;
    }
    List<ItemRead> reads = new ArrayList<>(keys.size());
    List<@Nullable Version> versions = new ArrayList<>(keys.size());
    MemoryShare share = shard.memory().share(MemoryUse.READS);
    List<Boolean> held = new ArrayList<>(keys.size());
    boolean missing = false;
    long heldBytes = 0;
    for (ItemKey key : keys) {
      held.add(shard.transactions().isHeld(key));
      StoredItem stored = shard.read(key);
      versions.add(stored == null ? null : stored.version());
      missing |= stored == null;
      ItemRead read = ReadItem.of(stored);
      if (read instanceof ItemRead.Found found) {
        int sizeBytes = found.item().sizeBytes();
        if (!share.tryTake(sizeBytes)) {
          share.giveBack(heldBytes);
          answer.succeed(Refused.OVERLOADED);
          return;
        }
        heldBytes += sizeBytes;
      }
      reads.add(read);
    }
    long removals = missing ? shard.transactions().removals() : 0;
    answer.succeed(new Seen(reads, versions, held, removals, heldBytes));
  }
}
