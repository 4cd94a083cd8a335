package io.antipode.node.storage.recovery;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.HybridLogicalClock;
import io.antipode.replication.log.Durability;
import io.antipode.replication.log.LogOptions;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.memory.MemoryUse;
import org.jspecify.annotations.Nullable;

/**
 * A shard's identity and limits.
 *
 * @param folder of the shard on its disk
 * @param segmentBytes of the log
 * @param maxInFlightBytes writes are refused while more than this waits for its commit
 * @param minFreeBytes writes are refused while the disk has less than this left, deletions while it
 *     has less than a sixteenth of this
 * @param checkpointAfterBytes a checkpoint is due when the log after the last one has this size, or
 *     that checkpoint's size where it is larger
 * @param retentionMs how long streams and lagging peers may read the log
 */
public record ShardOptions(
    ShardId id,
    Region region,
    String folder,
    Durability durability,
    long driftBoundMs,
    long segmentBytes,
    long maxInFlightBytes,
    long minFreeBytes,
    long checkpointAfterBytes,
    long retentionMs) {
  public static final long DEFAULT_MAX_IN_FLIGHT_BYTES = 16L << 20;
  public static final long DEFAULT_MIN_FREE_BYTES = 256L << 20;
  public static final long DEFAULT_CHECKPOINT_AFTER_BYTES = 64L << 20;
  private static final long MIN_TAIL_BYTES = 64L << 10;
  public static final long DEFAULT_RETENTION_MS = 24 * 3_600_000L;

  public static ShardOptions of(ShardId id, Region region, String folder, Durability durability) {
    return new ShardOptions(
        id,
        region,
        folder,
        durability,
        HybridLogicalClock.DEFAULT_DRIFT_BOUND_MS,
        LogOptions.DEFAULT_SEGMENT_BYTES,
        DEFAULT_MAX_IN_FLIGHT_BYTES,
        DEFAULT_MIN_FREE_BYTES,
        DEFAULT_CHECKPOINT_AFTER_BYTES,
        DEFAULT_RETENTION_MS);
  }

  /** For tests: small files, and checkpoints soon. */
  public ShardOptions withFileSizes(long newSegmentBytes, long newCheckpointAfterBytes) {
    return new ShardOptions(
        id,
        region,
        folder,
        durability,
        driftBoundMs,
        newSegmentBytes,
        maxInFlightBytes,
        minFreeBytes,
        newCheckpointAfterBytes,
        retentionMs);
  }

  ShardOptions withFolder(String newFolder) {
    return new ShardOptions(
        id,
        region,
        newFolder,
        durability,
        driftBoundMs,
        segmentBytes,
        maxInFlightBytes,
        minFreeBytes,
        checkpointAfterBytes,
        retentionMs);
  }

  public String logFolder() {
    return folder + "/log";
  }

  public String checkpointFolder() {
    return folder + "/checkpoints";
  }

  public String clockFile() {
    return folder + "/clock";
  }

  public String markFile() {
    return folder + "/clean";
  }

  public String logBeginFile() {
    return folder + "/begin";
  }

  public String streamsFile() {
    return folder + "/streams";
  }

  public String viewFile() {
    return folder + "/views";
  }

  /** What the log calls the disk, which the region's first shard speaks for; else null. */
  public @Nullable String saidOfTheDisk() {
    return id.number() == 0 ? region.name() : null;
  }

  /** For who looks into a shard that nobody serves. */
  public LogOptions log() {
    return log(MemoryBudget.unbounded());
  }

  public LogOptions log(MemoryBudget memory) {
    long most = Math.min(segmentBytes, LogOptions.DEFAULT_TAIL_BYTES);
    long tailBytes = memory.shardPart(MemoryUse.TAILS, Math.min(most, MIN_TAIL_BYTES), most);
    return new LogOptions(id, region, segmentBytes, tailBytes);
  }
}
