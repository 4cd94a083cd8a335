package io.antipode.load.simulation;

import io.antipode.node.storage.Shard;
import io.antipode.replication.log.ClockBoundFile;
import io.antipode.replication.log.Standing;

/**
 * For how long a region has not run, and whether it was right about that when it came back. After
 * more than retention it may have missed deletions that nobody remembers, so it must not serve
 * before its peers have looked at it.
 */
final class Absence {
  private final World world;

  /** An absence that its own files tell a region of, whatever its clock says. */
  private final long toldMs;

  private long untilMs;

  /** When it last ran with the disk that it has; 0 where it never did. */
  private long lastAliveMs;

  Absence(World world, Settings settings) {
    this.world = world;
    toldMs = settings.retentionMs() + ClockBoundFile.RESERVE_MS + 2 * settings.maxClockErrorMs();
  }

  /** Nothing starts it for so long. */
  void begin(long forMs) {
    untilMs = world.nowMs() + forMs;
  }

  boolean isOn() {
    return world.nowMs() < untilMs;
  }

  /** It has run until now. */
  void alive() {
    lastAliveMs = world.nowMs();
  }

  /** Whether it has not stopped yet with the disk that it has. */
  boolean isFirstLife() {
    return lastAliveMs == 0;
  }

  /** Its disk is another one now. */
  void newDisk() {
    lastAliveMs = 0;
  }

  /** Throws {@link Violation} where a shard that has just come up serves, and must not. */
  void requireDoubt(Shard shard) {
    long awayMs = world.nowMs() - lastAliveMs;
    if (lastAliveMs > 0 && awayMs > toldMs && shard.standing() == Standing.CURRENT) {
      throw new Violation(
          "standing: %s %s serves at once after %d ms"
              .formatted(shard.region(), shard.id(), awayMs));
    }
  }
}
