package io.antipode.node.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Times are in nanoseconds from an origin that a stopwatch may well have: just before it wraps. */
class TokenBucketTest {
  private static final long START = Long.MAX_VALUE - 5;
  private static final long SECOND = 1_000_000_000L;

  private static long after(long nanos) {
    return START + nanos;
  }

  @Test
  void aNewOneHoldsWhatFlowsInIn300Seconds() {
    TokenBucket bucket = TokenBucket.full(10, START);
    assertEquals(3_000, bucket.units(START), 1e-6);
    assertEquals(3_000, bucket.units(after(900 * SECOND)), 1e-6);
  }

  @Test
  void whatFlowsInCanBeTakenAndNoMore() {
    TokenBucket bucket = TokenBucket.full(100, START);
    bucket.take(30_000, START);
    int taken = 0;
    for (int ms = 1; ms <= 10_000; ms++) {
      taken += bucket.tryTake(1, after(ms * SECOND / 1_000)) ? 1 : 0;
    }
    assertEquals(1_000, taken);
  }

  @Test
  void whoFindsAnythingMayTakeAllThatItNeedsAndOthersWaitForTheDebt() {
    TokenBucket bucket = TokenBucket.full(10, START);
    bucket.take(2_999, START);
    assertTrue(bucket.tryTake(101, START));
    assertEquals(-100, bucket.units(START), 1e-6);
    assertFalse(bucket.tryTake(1, after(10 * SECOND)));
    assertTrue(bucket.tryTake(1, after(10 * SECOND + 1)));
  }

  @Test
  void whatIsGivenBackCanBeTakenAgainButNeverMoreThanItHolds() {
    TokenBucket bucket = TokenBucket.full(10, START);
    bucket.take(3_000, START);
    assertFalse(bucket.hasAny(START));
    bucket.take(-5, START);
    assertEquals(5, bucket.units(START), 1e-6);
    bucket.take(-5_000, START);
    assertEquals(3_000, bucket.units(START), 1e-6);
    bucket.take(1, START);
    assertEquals(2_999, bucket.units(START), 1e-6);
  }

  @Test
  void anotherRateKeepsWhatIsThereOrOwed() {
    TokenBucket full = TokenBucket.full(10, START);
    assertEquals(3_000, full.at(100, START).units(START), 1e-6);
    assertEquals(300, full.at(1, START).units(START), 1e-6);
    TokenBucket owing = TokenBucket.full(10, START);
    owing.take(3_050, START);
    assertEquals(-50, owing.at(100, START).units(START), 1e-6);
  }
}
