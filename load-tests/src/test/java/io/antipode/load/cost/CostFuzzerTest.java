package io.antipode.load.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An hour of it is {@code ./antipode chaos cost --minutes 60}. */
final class CostFuzzerTest {
  private static final int REQUESTS = 400;

  @TempDir Path folder;

  @Test
  void noRequestCostsMoreThanItsBound() throws IOException {
    List<CostFuzzer.Charged> dear = new ArrayList<>();
    try (CostFuzzer fuzzer = new CostFuzzer(folder, 7)) {
      for (int i = 0; i < REQUESTS; i++) {
        CostFuzzer.Charged charged = fuzzer.next();
        if (charged != null) {
          dear.add(charged);
        }
      }
    }
    assertEquals(List.of(), dear);
  }

  @Test
  void whatIsDearIsFound() {
    assertTrue(new Bill(1_000_000, 4_096, 300).isWithinBounds());
    assertFalse(new Bill(60_000_000, 4_096, 300).isWithinBounds(), "60 ms for 300 bytes");
    assertFalse(new Bill(1_000_000, 1 << 20, 300).isWithinBounds(), "1 MB for 300 bytes");
    assertTrue(new Bill(60_000_000, 30 << 20, 1 << 20).isWithinBounds(), "of a whole megabyte");
  }
}
