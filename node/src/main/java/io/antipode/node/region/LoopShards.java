package io.antipode.node.region;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.action.ShardMessage;
import io.antipode.node.storage.Shard;
import io.antipode.replication.loop.EventLoop;
import java.util.List;

/** The shards of one region, all in this process, each on its own event loop. Immutable. */
final class LoopShards implements ShardAccess {
  private final Shard[] shards;
  private final EventLoop[] loops;

  /**
   * @param shards by shard number
   * @param loops the loop of each shard, by shard number
   */
  LoopShards(List<? extends Shard> shards, List<? extends EventLoop> loops) {
    if (shards.isEmpty() || shards.size() != loops.size()) {
      throw new IllegalArgumentException(
          shards.size() + " shards cannot run on " + loops.size() + " loops");
    }
    this.shards = shards.toArray(Shard[]::new);
    this.loops = loops.toArray(EventLoop[]::new);
  }

  @Override
  public int shardCount() {
    return shards.length;
  }

  @Override
  public <R> void send(ShardId shard, ShardMessage<R> message, Answer<R> answer) {
    Shard owner = shards[shard.number()];
    EventLoop loop = loops[shard.number()];
    if (loop.inLoop()) {
      ShardMessage.deliver(message, owner, answer);
    } else {
      loop.execute(() -> ShardMessage.deliver(message, owner, answer));
    }
  }
}
