package io.antipode.cluster.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CapacityHistoryTest {
  private static final long DAY_MS = 86_400_000;
  private static final Throughput FIVE = new Throughput(5, 5);

  @Test
  void decreasesAreCountedByDay() {
    CapacityHistory once = CapacityHistory.NONE.with(FIVE, new Throughput(5, 4), DAY_MS);
    CapacityHistory twice = once.with(new Throughput(5, 4), new Throughput(3, 4), 2 * DAY_MS - 1);
    assertEquals(new CapacityHistory(0, 2 * DAY_MS - 1, 2), twice);
    assertEquals(0, twice.decreasesOnDayOf(2 * DAY_MS));
    assertEquals(
        new CapacityHistory(0, 3 * DAY_MS, 1),
        twice.with(new Throughput(3, 4), new Throughput(3, 1), 3 * DAY_MS));
  }

  @Test
  void oneChangeMayGoUpAndDown() {
    assertEquals(
        new CapacityHistory(DAY_MS, DAY_MS, 1),
        CapacityHistory.NONE.with(FIVE, new Throughput(9, 1), DAY_MS));
  }
}
