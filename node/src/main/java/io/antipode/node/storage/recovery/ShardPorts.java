package io.antipode.node.storage.recovery;

import io.antipode.node.storage.view.ItemStores;
import io.antipode.node.storage.view.SecondaryIndex;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.FatalDisk;
import io.antipode.replication.log.CommitPath;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.memory.MemoryBudget;
import java.util.Map;

/**
 * The world as a shard sees it.
 *
 * @param loop that the shard belongs to
 * @param stores where its items are kept
 * @param commits makes the path by which its records become committed
 * @param durable up to which byte files are durable, as the last run's journal says, by path
 * @param memory that this process may hold, of which a shard takes its parts
 * @param fatal hears of a failed disk
 * @param compiler what an index's entries are
 * @param indexes hears of finished indexes
 */
public record ShardPorts(
    Disk disk,
    TimeSource time,
    EventLoop loop,
    ItemStores stores,
    CommitPath.Factory commits,
    Map<String, Long> durable,
    MemoryBudget memory,
    FatalDisk fatal,
    SecondaryIndex.Compiler compiler,
    IndexListener indexes) {

  /**
   * Hears that a shard has all entries of an index that was CREATING, or has carried out a change
   * of time to live (whose id then is the index's); on the shard's loop.
   */
  public interface IndexListener {
    IndexListener NONE = (tableId, indexId) -> {};

    void indexBuilt(long tableId, long indexId);
  }
}
