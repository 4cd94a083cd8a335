package io.antipode.node.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.insight.HeavyHitters.Hitter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What Space-Saving promises, against an exact count. */
class HeavyHittersTest {
  private static final int COUNTERS = 20;

  @Test
  void aFewKeysAreCountedExactly() {
    HeavyHitters<String> hitters = new HeavyHitters<>(COUNTERS);
    for (int i = 0; i < 10; i++) {
      hitters.add("a", 2);
      hitters.add("b", 0.5);
    }
    assertEquals(List.of(new Hitter<>("a", 20, 0), new Hitter<>("b", 5, 0)), hitters.top(COUNTERS));
    assertEquals(1, hitters.top(1).size());
  }

  @Test
  void whatWeighsMuchIsFoundAndNotUnderestimated() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 50; round++) {
      HeavyHitters<Integer> hitters = new HeavyHitters<>(COUNTERS);
      Map<Integer, Double> exact = new HashMap<>();
      double all = 0;
      for (int i = 0; i < 5_000; i++) {
        // Few keys are used much, most hardly.
        int key = (int) Math.pow(random.nextDouble(1, 200), random.nextDouble(1, 1.5));
        double weight = random.nextInt(1, 9) / 2.0;
        hitters.add(key, weight);
        exact.merge(key, weight, Double::sum);
        all += weight;
      }
      Map<Integer, Hitter<Integer>> found = new HashMap<>();
      hitters.top(COUNTERS).forEach(each -> found.put(each.key(), each));
      assertEquals(COUNTERS, found.size());
      double certain = all / COUNTERS;
      exact.forEach(
          (key, weight) -> assertTrue(weight <= certain || found.containsKey(key), "key " + key));
      found.forEach(
          (key, hitter) -> {
            double truth = exact.getOrDefault(key, 0.0);
            assertTrue(hitter.weight() >= truth, "too little");
            assertTrue(hitter.weight() - hitter.error() <= truth, "the error is larger");
          });
    }
  }
}
