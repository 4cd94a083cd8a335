package io.antipode.node.storage;

import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.view.ShardState;
import io.antipode.replication.clock.HybridLogicalClock;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.region.ReplicatedShard;
import java.util.function.Consumer;

/**
 * Closes the past, so that an idle region holds no tombstone back: a time goes into the log, and
 * once it stands there, all own writes up to it are committed, for they lie before it, and all
 * later ones will be above it, whatever the wall clock does. On the shard's loop.
 */
final class Promises {
  private final HybridLogicalClock clock;
  private final TimeSource time;
  private final ShardState state;
  private final Region self;
  private final Consumer<LogRecord> log;
  private long lastMs;

  /**
   * @param log notes a record, and applies it once it is logged
   */
  Promises(
      HybridLogicalClock clock,
      TimeSource time,
      ShardState state,
      Region self,
      Consumer<LogRecord> log) {
    this.clock = clock;
    this.time = time;
    this.state = state;
    this.self = self;
    this.log = log;
  }

  /** The last promise that is logged; makes the next one where it is time for that. */
  long closedTime() {
    long nowMs = time.epochMs();
    if (Math.abs(nowMs - lastMs) >= ReplicatedShard.PROMISE_EVERY_MS) {
      lastMs = nowMs;
      log.accept(new LogRecord.Told(clock.tick(0)));
    }
    return Math.max(state.toldHlc(), state.watermark(self));
  }
}
