package io.antipode.node.storage.recovery;

import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.view.Watermarks;
import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.Checkpoints;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.LogSalvage;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a shard at rest has of another region. Blocks; any one thread. */
public final class ShardKnowledge {
  private ShardKnowledge() {}

  /**
   * Up to which time a shard in which {@link ShardInspection} finds nothing damaged has the writes
   * of an origin.
   */
  public static long watermark(Disk disk, ShardOptions options, Region origin) throws IOException {
    List<Checkpoint> found = Checkpoints.list(disk, options.checkpointFolder(), damage -> {});
    long covered = found.isEmpty() ? 0 : found.getFirst().header().logPosition();
    Watermarks watermarks =
        new Watermarks(found.isEmpty() ? Map.of() : found.getFirst().header().state().watermarks());
    LogSalvage.visit(
        disk,
        options.logFolder(),
        options.log(),
        (position, record) -> {
          if (position > covered) {
            take(watermarks, record);
          }
          return true;
        });
    return watermarks.of(origin);
  }

  private static void take(Watermarks watermarks, LogRecord record) {
    switch (record) {
      case LogRecord.Write(Mutation mutation) -> {
        if (!mutation.has(Mutation.OUT_OF_ORDER)) {
          watermarks.reached(mutation.version().region(), mutation.version().hlc());
        }
      }
      case LogRecord.Reached(var origin, long hlc) -> watermarks.reached(origin, hlc);
      case LogRecord.Restarted(var origin, long hlc) -> watermarks.restarted(origin, hlc);
      case LogRecord.Floor _,
          LogRecord.Forgotten _,
          LogRecord.Wiped _,
          LogRecord.Stands _,
          LogRecord.Told _ -> {}
    }
  }
}
