package io.antipode.load.simulation;

import io.antipode.load.scenario.Span;
import io.antipode.replication.region.ReplicationOptions;

/**
 * The size and the limits of a run: small files and short retentions, so that a run of seconds sees
 * what a cluster sees in days.
 *
 * @param safetyMs how long clients write and faults come
 * @param clients of the replicated table in each region
 * @param pauseMs the longest pause of a client
 * @param paddingBytes the largest padding of an item of the replicated table; where it is large,
 *     the other tables are quiet
 * @param linkQueueBytes a sender pauses while its link has more than this to write
 * @param retentionMs how long logs are kept for lagging peers and streams
 * @param graceMs how long tombstones are kept at least
 */
public record Settings(
    int safetyMs,
    int clients,
    int pauseMs,
    int partitions,
    int sorts,
    int paddingBytes,
    boolean fsync,
    long segmentBytes,
    long checkpointBytes,
    int linkQueueBytes,
    long retentionMs,
    int graceMs,
    int compareTicks,
    int collectTicks) {
  static final int SMALL_PADDING_BYTES = 40;
  private static final int LOUD_PADDING_BYTES = 1_000;
  private static final int QUIET = 8;
  private static final long A_DAY_MS = 86_400_000;

  /**
   * A region that lost its disk comes back and says that its past is closed, although a peer may
   * lack some of that past: a deletion that only the third region has seen. The comparison of
   * digests brings it there, if the deletion is remembered for so long. As in the product's
   * defaults, that is longer than a comparison takes in a quiet cluster.
   */
  private static final int GRACE_AFTER_LOSS_MS = 20_000;

  /** As much as lies between two looks at what regions have of each other. */
  private static final int LOOK_MS = 300;

  /**
   * The settings of a seed, each by its own name.
   *
   * @param safetyMs how long clients may write and faults come
   * @param losesRegions whether regions may lose data
   */
  static Settings draw(Draws draws, Span safetyMs, boolean fsync, boolean losesRegions) {
    long retentionMs =
        draws.oneIn("long retention", 3) ? A_DAY_MS : draws.between("retention", 1_500, 3_500);
    int graceMs = draws.oneIn("long grace", 3) ? 5_000 : draws.between("grace", 200, 1_500);
    return new Settings(
        (int) safetyMs.draw(draws.of("safety")),
        draws.between("clients", 1, 5),
        draws.between("pause", 30, 250),
        draws.between("partitions", 2, 9),
        draws.between("sorts", 1, 5),
        draws.oneIn("loud", 6) ? LOUD_PADDING_BYTES : SMALL_PADDING_BYTES,
        fsync,
        draws.oneIn("small segments", 2) ? 4 << 10 : 8 << 10,
        draws.oneIn("small checkpoints", 2) ? 4 << 10 : 32 << 10,
        draws.oneIn("narrow links", 6) ? 1 << 10 : 16 << 10,
        retentionMs,
        losesRegions ? GRACE_AFTER_LOSS_MS : graceMs,
        comparesEvery(
            draws.between("comparing", 8, 40),
            draws.oneIn("comparisons", 2) || losesRegions,
            retentionMs),
        draws.between("collecting", 2, 15));
  }

  /**
   * Often where retention is short: deletions are forgotten only after some comparisons. Some runs
   * do without comparisons: they would repair what replication lost, and hide it. Regions that lose
   * data need them, and those that may be apart for longer than retention.
   */
  private static int comparesEvery(int ticks, boolean wanted, long retentionMs) {
    if (retentionMs < A_DAY_MS) {
      return 1 + ticks / 8;
    }
    return wanted ? ticks : ReplicationOptions.NEVER;
  }

  /**
   * Deletions are forgotten by the clock once retention is over, so a clock that is wrong by as
   * much breaks the promise that they last; retention is a day outside of simulations.
   */
  long maxClockErrorMs() {
    return retentionMs / 8;
  }

  /**
   * How long two regions may be apart so that no deletion is forgotten that one has not heard of.
   */
  long harmlessSeparationMs() {
    return retentionMs - 2 * maxClockErrorMs() - LOOK_MS;
  }

  /** The longest pause of a client, by its table: beside a loud table the others are quiet. */
  int pauseMs(boolean replicated) {
    return replicated || paddingBytes == SMALL_PADDING_BYTES ? pauseMs : QUIET * pauseMs;
  }

  /** The same, shorter. */
  public Settings withSafetyMs(int newSafetyMs) {
    return with(newSafetyMs, clients, partitions, sorts, retentionMs);
  }

  /** The same, with logs that are kept for as long as anybody looks. */
  Settings withLongRetention() {
    return with(safetyMs, clients, partitions, sorts, A_DAY_MS);
  }

  /** The same, with other clients and keys. */
  public Settings withLoad(int newClients, int newPartitions, int newSorts) {
    return with(safetyMs, newClients, newPartitions, newSorts, retentionMs);
  }

  private Settings with(
      int newSafetyMs, int newClients, int newPartitions, int newSorts, long newRetentionMs) {
    return new Settings(
        newSafetyMs,
        newClients,
        pauseMs,
        newPartitions,
        newSorts,
        paddingBytes,
        fsync,
        segmentBytes,
        checkpointBytes,
        linkQueueBytes,
        newRetentionMs,
        graceMs,
        compareTicks,
        collectTicks);
  }
}
