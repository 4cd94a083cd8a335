package io.antipode.load.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MeterTest {
  private static final long MS = 1_000_000;
  private static final long START_NS = 7_000 * MS;
  private static final long WARM_UP_NS = 500 * MS;

  private final List<Watcher.Interval> watched = new ArrayList<>();
  private final Meter meter =
      new Meter(List.of("get", "put", "never"), watched::add, START_NS, WARM_UP_NS);

  private void answered(int kind, long dueMs, long atMs, boolean error) {
    meter.answered(kind, START_NS + dueMs * MS, START_NS + atMs * MS, error);
    meter.tick(START_NS + atMs * MS);
  }

  @Test
  void whatIsAnsweredDuringTheWarmUpDoesNotCount() {
    answered(0, 0, 499, true);
    meter.broken(START_NS + 499 * MS);
    answered(0, 450, 501, false);
    answered(1, 600, 700, true);
    meter.broken(START_NS + 800 * MS);
    Result result = meter.end(START_NS + 2_500 * MS, 3);
    assertEquals(2, result.answers());
    assertEquals(2, result.errors());
    assertEquals(3, result.unsent());
    assertEquals(2_000 * MS, result.elapsedNs());
    assertEquals(Set.of("get", "put"), result.latencyNs().keySet());
    assertEquals(100, result.millis(100), 0.2);
    assertEquals(51, result.millis(50), 0.2);
  }

  @Test
  void secondsAreShownFromTheBeginning() {
    answered(0, 0, 100, false);
    answered(0, 100, 900, true);
    answered(1, 900, 1_000, false);
    answered(1, 1_500, 1_700, false);
    meter.end(START_NS + 1_800 * MS, 0);
    assertEquals(List.of(3L, 1L), watched.stream().map(Watcher.Interval::answers).toList());
    assertEquals(List.of(1L, 0L), watched.stream().map(Watcher.Interval::errors).toList());
    assertEquals(3, watched.getFirst().perSecond(), 1e-9);
  }
}
