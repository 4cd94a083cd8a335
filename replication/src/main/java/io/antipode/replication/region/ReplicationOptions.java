package io.antipode.replication.region;

/**
 * The bounds and periods of replication.
 *
 * @param batchBytes payload of a batch or page, about
 * @param windowBytes unacknowledged bytes per shard and peer, for the stream and again for a
 *     transfer of pages
 * @param linkQueueBytes a sender pauses while its link has more than this to write
 * @param tickMs period of heartbeats while something changes
 * @param idleTicks ticks between heartbeats while nothing changes
 * @param heldRetryMs until something held back is offered again
 * @param stallTicks ticks without an answer until the sender probes anew
 * @param compareTicks ticks between comparisons of digests, or {@link #NEVER}
 * @param collectTicks ticks between collections of tombstones
 * @param retentionMs a region that has not been heard of for so long is waited for no more: its log
 *     and the tombstones that it needs may go, and it gets a complete copy when it comes back
 * @param rejoinWaitMs a region that was away for longer than retention waits so long for peers to
 *     tell what it missed, where it reaches none, before it serves
 * @param tombstoneGraceMs a tombstone is kept at least this long, so that a replica that is being
 *     added meanwhile, and not yet known everywhere, gets to see it
 */
public record ReplicationOptions(
    int batchBytes,
    int windowBytes,
    int linkQueueBytes,
    int tickMs,
    int idleTicks,
    int heldRetryMs,
    int stallTicks,
    int compareTicks,
    int collectTicks,
    long retentionMs,
    int rejoinWaitMs,
    int tombstoneGraceMs) {
  /** No comparisons: for tests that want to see what they would hide. */
  public static final int NEVER = Integer.MAX_VALUE;

  public static final long DEFAULT_RETENTION_MS = 24 * 3_600_000L;

  public static final ReplicationOptions DEFAULT =
      new ReplicationOptions(
          256 << 10,
          1 << 20,
          8 << 20,
          200,
          5,
          500,
          50,
          150,
          50,
          DEFAULT_RETENTION_MS,
          10_000,
          60_000);

  public ReplicationOptions {
    if (batchBytes < 1
        || windowBytes < 1
        || linkQueueBytes < 1
        || tickMs < 1
        || idleTicks < 1
        || heldRetryMs < 1
        || stallTicks < 1
        || compareTicks < 1
        || collectTicks < 1
        || retentionMs < 1
        || rejoinWaitMs < 0
        || tombstoneGraceMs < 0) {
      throw new IllegalArgumentException("out of range: " + this);
    }
  }

  /** Whether regions compare what they have at all. */
  public boolean compares() {
    return compareTicks != NEVER;
  }

  /** These options with smaller batches and windows. */
  public ReplicationOptions withBytes(int newBatchBytes, int newWindowBytes) {
    return new ReplicationOptions(
        newBatchBytes,
        newWindowBytes,
        linkQueueBytes,
        tickMs,
        idleTicks,
        heldRetryMs,
        stallTicks,
        compareTicks,
        collectTicks,
        retentionMs,
        rejoinWaitMs,
        tombstoneGraceMs);
  }

  /** These options with another bound on what a link may have to write. */
  public ReplicationOptions withLinkQueueBytes(int newLinkQueueBytes) {
    return new ReplicationOptions(
        batchBytes,
        windowBytes,
        newLinkQueueBytes,
        tickMs,
        idleTicks,
        heldRetryMs,
        stallTicks,
        compareTicks,
        collectTicks,
        retentionMs,
        rejoinWaitMs,
        tombstoneGraceMs);
  }

  /** These options with another keep of tombstones. */
  public ReplicationOptions withTombstoneGraceMs(int newGraceMs) {
    return new ReplicationOptions(
        batchBytes,
        windowBytes,
        linkQueueBytes,
        tickMs,
        idleTicks,
        heldRetryMs,
        stallTicks,
        compareTicks,
        collectTicks,
        retentionMs,
        rejoinWaitMs,
        newGraceMs);
  }

  /** These options with another period of comparisons. */
  public ReplicationOptions withCompareTicks(int newCompareTicks) {
    return new ReplicationOptions(
        batchBytes,
        windowBytes,
        linkQueueBytes,
        tickMs,
        idleTicks,
        heldRetryMs,
        stallTicks,
        newCompareTicks,
        collectTicks,
        retentionMs,
        rejoinWaitMs,
        tombstoneGraceMs);
  }

  /** These options with another retention. */
  public ReplicationOptions withRetentionMs(long newRetentionMs) {
    return new ReplicationOptions(
        batchBytes,
        windowBytes,
        linkQueueBytes,
        tickMs,
        idleTicks,
        heldRetryMs,
        stallTicks,
        compareTicks,
        collectTicks,
        newRetentionMs,
        rejoinWaitMs,
        tombstoneGraceMs);
  }
}
