package io.antipode.replication.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Times strictly increase, whatever the wall clock and the peers do. */
final class HybridLogicalClockTest {
  private static final long DRIFT_MS = HybridLogicalClock.DEFAULT_DRIFT_BOUND_MS;

  private static final class Wall implements TimeSource {
    long nowMs = 1_000_000;

    @Override
    public long epochMs() {
      return nowMs;
    }

    @Override
    public long nanos() {
      return nowMs * 1_000_000;
    }
  }

  private final Wall wall = new Wall();

  private HybridLogicalClock clock(long startHlc) {
    return new HybridLogicalClock(wall, ClockBound.NONE, startHlc, 0, DRIFT_MS);
  }

  @Property
  void neverStepsBackAndNeverFallsBehindTheWall(
      @ForAll @Size(max = 200) List<@IntRange(min = -2_000, max = 2_000) Integer> steps) {
    Wall jumping = new Wall();
    HybridLogicalClock clock = new HybridLogicalClock(jumping, ClockBound.NONE, 0, 0, DRIFT_MS);
    long before = 0;
    for (int step : steps) {
      jumping.nowMs += step;
      long atLeast = step % 3 == 0 ? before + step : 0;
      if (step % 5 == 0) {
        clock.observe(Version.atMs(jumping.nowMs + step));
      }
      long seen = clock.last();
      long next = clock.tick(atLeast);
      assertTrue(next > before && next > seen);
      assertTrue(next >= atLeast && next >= Version.atMs(jumping.nowMs));
      before = next;
    }
  }

  @Test
  void followsTheWallWhenItIsAhead() {
    assertEquals(Version.atMs(wall.nowMs), clock(0).tick(0));
  }

  @Test
  void countsWithinAMillisecond() {
    HybridLogicalClock clock = clock(0);
    long first = clock.tick(0);
    assertEquals(first + 1, clock.tick(0));
  }

  @Test
  void anExhaustedCounterCarriesIntoTheMilliseconds() {
    HybridLogicalClock clock = clock(Version.atMs(wall.nowMs) + 0xffff);
    assertEquals(Version.atMs(wall.nowMs + 1), clock.tick(0));
  }

  @Test
  void absorbsATimeAtTheDriftBoundAndRefusesTheNextMillisecond() {
    HybridLogicalClock clock = clock(0);
    long atBound = Version.atMs(wall.nowMs + DRIFT_MS) + 7;
    assertTrue(clock.observe(atBound));
    assertEquals(atBound + 1, clock.tick(0));
    assertFalse(clock.observe(Version.atMs(wall.nowMs + DRIFT_MS + 1)));
    assertEquals(atBound + 1, clock.last());
  }

  @Test
  void asksItsBoundBeforeItGivesATimeOut() {
    long[] covered = new long[1];
    HybridLogicalClock clock =
        new HybridLogicalClock(wall, hlc -> covered[0] = hlc, 0, 0, DRIFT_MS);
    assertEquals(clock.tick(0), covered[0]);
  }

  /** All clocks were an hour ahead for a moment, this one too. */
  @Test
  void whatFollowsOnWhatItOnceTookForThePresentIsNotFromTheFuture() {
    HybridLogicalClock clock = clock(0);
    wall.nowMs += 3_600_000;
    long ahead = clock.tick(0);
    wall.nowMs -= 3_600_000;
    assertTrue(clock.observe(ahead + 9));
    assertTrue(clock.observe(Version.atMs(Version.epochMs(ahead) + DRIFT_MS)));
    assertFalse(clock.observe(Version.atMs(Version.epochMs(ahead) + DRIFT_MS + 1)));
  }

  @Test
  void aClockThatDriftsSlowlyPullsNoOtherAlong() {
    HybridLogicalClock clock = clock(0);
    assertTrue(clock.observe(Version.atMs(wall.nowMs + DRIFT_MS)));
    clock.tick(0);
    assertFalse(clock.observe(Version.atMs(wall.nowMs + DRIFT_MS + 1)));
  }

  @Test
  void whatItsLogHoldsIsNotFromTheFuture() {
    long held = Version.atMs(wall.nowMs + 3_600_000);
    HybridLogicalClock clock =
        new HybridLogicalClock(wall, ClockBound.NONE, held + 50, held, DRIFT_MS);
    assertTrue(clock.observe(held + 9));
    assertFalse(clock.observe(Version.atMs(Version.epochMs(held) + 1)));
  }
}
