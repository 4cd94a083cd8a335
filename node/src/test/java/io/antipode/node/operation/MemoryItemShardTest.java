package io.antipode.node.operation;

import io.antipode.node.index.TableKeys;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.ItemShardContract;
import io.antipode.replication.memory.MemoryBudget;

/** The shard in memory keeps the promises of {@link ItemShard}, so that tests over it count. */
final class MemoryItemShardTest extends ItemShardContract {
  private final MemoryShard memory =
      new MemoryShard(id -> new TableKeys(SERVED), MemoryBudget.unbounded());

  @Override
  protected ItemShard shard() {
    return memory;
  }

  @Override
  protected void settle() {}
}
