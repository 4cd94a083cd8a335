package io.antipode.load.simulation;

import io.antipode.replication.region.ReplicationOptions;
import java.util.SplittableRandom;

/**
 * The size and the limits of a run: small files and short retentions, so that a run of seconds sees
 * what a cluster sees in days.
 *
 * @param safetyMs how long clients write and faults come
 * @param clients of each region
 * @param pauseMs the longest pause of a client
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
    boolean fsync,
    long segmentBytes,
    long checkpointBytes,
    int linkQueueBytes,
    long retentionMs,
    int graceMs,
    int compareTicks,
    int collectTicks) {
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

  static Settings draw(
      long seed, SplittableRandom random, int wishedSafetyMs, boolean fsync, boolean losesRegions) {
    int graceMs = random.nextInt(3) == 0 ? 5_000 : random.nextInt(200, 1_500);
    boolean comparing = random.nextBoolean();
    int compareTicks = random.nextInt(8, 40);
    long retentionMs = random.nextInt(3) == 0 ? A_DAY_MS : random.nextInt(1_500, 3_500);
    int drawnSafetyMs = random.nextInt(3_000, 9_000); // Drawn anyway: what follows must not change.
    return new Settings(
        wishedSafetyMs > 0 ? wishedSafetyMs : drawnSafetyMs,
        random.nextInt(1, 5),
        random.nextInt(30, 250),
        random.nextInt(2, 9),
        random.nextInt(1, 5),
        fsync,
        random.nextBoolean() ? 4 << 10 : 8 << 10,
        random.nextBoolean() ? 4 << 10 : 32 << 10,
        seed % 6 == 1 ? 1 << 10 : 16 << 10, // Not drawn: what follows must not change.
        retentionMs,
        losesRegions ? GRACE_AFTER_LOSS_MS : graceMs,
        comparesEvery(compareTicks, comparing || losesRegions, retentionMs),
        random.nextInt(2, 15));
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

  /** The same, shorter. */
  public Settings withSafetyMs(int newSafetyMs) {
    return new Settings(
        newSafetyMs,
        clients,
        pauseMs,
        partitions,
        sorts,
        fsync,
        segmentBytes,
        checkpointBytes,
        linkQueueBytes,
        retentionMs,
        graceMs,
        compareTicks,
        collectTicks);
  }

  /** The same, with logs that are kept for as long as anybody looks. */
  Settings withLongRetention() {
    return new Settings(
        safetyMs,
        clients,
        pauseMs,
        partitions,
        sorts,
        fsync,
        segmentBytes,
        checkpointBytes,
        linkQueueBytes,
        A_DAY_MS,
        graceMs,
        compareTicks,
        collectTicks);
  }

  /** The same, with other clients and keys. */
  public Settings withLoad(int newClients, int newPartitions, int newSorts) {
    return new Settings(
        safetyMs,
        newClients,
        pauseMs,
        newPartitions,
        newSorts,
        fsync,
        segmentBytes,
        checkpointBytes,
        linkQueueBytes,
        retentionMs,
        graceMs,
        compareTicks,
        collectTicks);
  }
}
