package io.antipode.replication.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Times that lie ahead get lower ones, in the same order. */
final class LoweredTimesTest {
  private static LoweredTimes of(long limit, long... times) {
    LoweredTimes.Gathering gathering = new LoweredTimes.Gathering(limit);
    for (long time : times) {
      gathering.add(time);
    }
    return gathering.done();
  }

  @Test
  void whatDoesNotLieAheadStays() {
    LoweredTimes times = of(100, 5, 99, 100);
    assertEquals(0, times.count());
    for (long time : new long[] {0, 1, 99, 100}) {
      assertEquals(time, times.of(time));
    }
  }

  @Test
  void whatLiesAheadFollowsTheLimitInItsOrder() {
    LoweredTimes times = of(100, 900, 500, 900, 700);
    assertEquals(3, times.count());
    assertEquals(101, times.of(500));
    assertEquals(102, times.of(700));
    assertEquals(103, times.of(900));
  }

  /** Promises, floors, bounds: nobody wrote anything then. */
  @Test
  void aTimeThatIsNoWritesBecomesThatOfTheWriteBelowIt() {
    LoweredTimes times = of(100, 500, 700);
    assertEquals(100, times.of(499));
    assertEquals(101, times.of(699));
    assertEquals(102, times.of(Long.MAX_VALUE));
  }

  @Test
  void keepsTheOrderOfAnyTimes() {
    SplittableRandom random = new SplittableRandom(7);
    long[] all = random.longs(5_000, 1, 2_000).toArray();
    LoweredTimes times = of(1_000, all);
    Arrays.sort(all);
    for (int i = 1; i < all.length; i++) {
      int order = Long.compare(times.of(all[i]), times.of(all[i - 1]));
      assertEquals(Long.compare(all[i], all[i - 1]), order, all[i - 1] + " and " + all[i]);
      assertTrue(times.of(all[i]) <= all[i], "never later");
    }
  }
}
