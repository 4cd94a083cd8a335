package io.antipode.node.storage.recovery;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.CheckpointReader;
import io.antipode.replication.checkpoint.CheckpointRewrite;
import io.antipode.replication.checkpoint.Checkpoints;
import io.antipode.replication.clock.LoweredTimes;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.log.ClockBoundFile;
import io.antipode.replication.log.LogInspection;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.LogRewrite;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The times in a shard's folder at rest: which lie beyond a limit, and the folder once more with
 * lower ones ({@link LoweredTimes}). The log, its checkpoints and the clock's bound are written
 * anew, position by position; views are not, so that a start builds them. Blocks; any one thread.
 */
public final class ShardTimes {
  private final Disk disk;
  private final ShardOptions options;
  private final long lastPosition;
  private final List<Checkpoint> checkpoints;

  /**
   * What lies beyond a limit.
   *
   * @param writes how many of each origin there are in the log and in its checkpoints
   * @param greatestHlc of any time that the shard has given or promised; 0 where none lies beyond
   */
  public record Beyond(Map<Region, Long> writes, long greatestHlc) {}

  private ShardTimes(
      Disk disk, ShardOptions options, long lastPosition, List<Checkpoint> checkpoints) {
    this.disk = disk;
    this.options = options;
    this.lastPosition = lastPosition;
    this.checkpoints = checkpoints;
  }

  /**
   * Looks at a shard in which {@link ShardInspection} finds nothing damaged.
   *
   * @throws io.antipode.replication.disk.DamagedFileException where something is
   */
  public static ShardTimes of(Disk disk, ShardOptions options) throws IOException {
    long last = LogInspection.lastPosition(disk, options.logFolder(), options.log(), 0);
    List<Checkpoint> checkpoints = Checkpoints.list(disk, options.checkpointFolder(), damage -> {});
    return new ShardTimes(disk, options, last, checkpoints);
  }

  /**
   * Finds what lies beyond a limit.
   *
   * @param into takes the time of each write that does
   */
  public Beyond beyond(long limitHlc, LoweredTimes.Gathering into) throws IOException {
    Map<Region, Long> writes = new TreeMap<>();
    long[] greatest = {ClockBoundFile.bound(disk, options.clockFile())};
    for (Checkpoint checkpoint : checkpoints) {
      greatest[0] = Math.max(greatest[0], checkpoint.header().state().toldHlc());
      greatest[0] = Math.max(greatest[0], checkpoint.header().ownHlc());
      CheckpointReader.readAll(
          disk, checkpoint, entry -> take(entry, limitHlc, into, writes, greatest));
    }
    LogRewrite.visit(
        disk,
        options.logFolder(),
        options.log(),
        lastPosition,
        (position, record) -> {
          switch (record) {
            case LogRecord.Write(Mutation mutation) ->
                take(mutation, limitHlc, into, writes, greatest);
            case LogRecord.Told(long hlc) -> greatest[0] = Math.max(greatest[0], hlc);
            case LogRecord.Reached _,
                LogRecord.Restarted _,
                LogRecord.Floor _,
                LogRecord.Forgotten _,
                LogRecord.Wiped _,
                LogRecord.Stands _ -> {}
          }
          return true;
        });
    return new Beyond(writes, greatest[0] > limitHlc ? greatest[0] : 0);
  }

  private void take(
      Mutation mutation,
      long limitHlc,
      LoweredTimes.Gathering into,
      Map<Region, Long> writes,
      long[] greatest) {
    Version version = mutation.version();
    if (version.hlc() > limitHlc) {
      into.add(version.hlc());
      writes.merge(version.region(), 1L, Long::sum);
      greatest[0] = Math.max(greatest[0], version.hlc());
    }
  }

  /**
   * Writes the shard into a folder that is absent; durable when this returns.
   *
   * @param folder of the shard that it becomes
   */
  public void write(String folder, LoweredTimes times) throws IOException {
    ShardOptions to = options.withFolder(folder);
    for (Checkpoint checkpoint : checkpoints) {
      CheckpointRewrite.write(disk, checkpoint, to.checkpointFolder(), times);
    }
    LogRewrite.write(disk, options.logFolder(), to.logFolder(), options.log(), lastPosition, times);
    ClockBoundFile.rewrite(disk, options.clockFile(), to.clockFile(), times::of);
    SideFiles.copyWithoutPromise(disk, options.folder(), folder);
    disk.syncFolder(folder);
  }
}
