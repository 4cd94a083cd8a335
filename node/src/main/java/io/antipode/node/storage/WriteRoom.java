package io.antipode.node.storage;

import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.memory.MemoryShare;
import io.antipode.replication.memory.MemoryUse;
import org.jspecify.annotations.Nullable;

/** What a shard may still take: the scarcer of disk and memory decides. On the shard's loop. */
final class WriteRoom {
  private final DiskGuard disk;
  private final MemoryBudget memory;
  private final MemoryShare writes;
  private final long maxInFlightBytes;

  /**
   * @param maxInFlightBytes of the shard; all shards of the process have their share of memory
   */
  WriteRoom(DiskGuard disk, MemoryBudget memory, long maxInFlightBytes) {
    this.disk = disk;
    this.memory = memory;
    this.writes = memory.share(MemoryUse.WRITES);
    this.maxInFlightBytes = maxInFlightBytes;
  }

  Room now() {
    return disk.room().and(ofMemory());
  }

  private Room ofMemory() {
    if (!memory.isScarce()) {
      return Room.PLENTY;
    }
    return memory.isExhausted() ? Room.NONE : Room.LOW;
  }

  /**
   * Why no write of a client is taken; null where one is.
   *
   * @param inFlightBytes of the shard's writes
   */
  @Nullable WriteRefusal refusal(long inFlightBytes) {
    if (inFlightBytes > maxInFlightBytes || writes.isOver()) {
      return WriteRefusal.OVERLOADED;
    }
    return now() == Room.NONE ? reason() : null;
  }

  /** Why nothing is taken but deletions; null where everything is. */
  @Nullable WriteRefusal refusalOfGrowth() {
    return now() == Room.PLENTY ? null : reason();
  }

  private WriteRefusal reason() {
    return disk.room().compareTo(ofMemory()) >= 0
        ? WriteRefusal.DISK_NEARLY_FULL
        : WriteRefusal.MEMORY_NEARLY_FULL;
  }
}
