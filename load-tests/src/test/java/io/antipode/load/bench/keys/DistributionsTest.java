package io.antipode.load.bench.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DistributionsTest {
  private static final int DRAWS = 400_000;
  private static final int KEYS = 1_000;

  /** How often each key was drawn. */
  private static int[] draw(KeyChooser chooser, int keys) {
    SplittableRandom random = new SplittableRandom(42);
    int[] counts = new int[keys];
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) chooser.next(random, keys)]++;
    }
    return counts;
  }

  private static double share(int count) {
    return count / (double) DRAWS;
  }

  private static int hottest(int[] counts) {
    int hottest = 0;
    for (int key = 1; key < counts.length; key++) {
      hottest = counts[key] > counts[hottest] ? key : hottest;
    }
    return hottest;
  }

  @Test
  void uniformDrawsAllKeysAlike() {
    double expected = DRAWS / (double) KEYS;
    double chiSquared =
        Arrays.stream(draw(KeyChooser.uniform(), KEYS))
            .mapToDouble(count -> (count - expected) * (count - expected) / expected)
            .sum();
    // 999 degrees of freedom: mean 999, deviation 45.
    assertEquals(KEYS - 1, chiSquared, 5 * 45);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.99", "2, 0.99", "1000, 0.5", "9999, 0.99", "1000000, 0.99", "1000000, 0.2"})
  void zetaIsTheSum(long terms, double skew) {
    double sum = 0;
    for (long i = 1; i <= terms; i++) {
      sum += Math.pow((double) i, -skew);
    }
    assertEquals(sum, Zipfian.zeta(terms, skew), 1e-8 * sum);
  }

  /** The sum over YCSB's ten billion ranks, a constant in its source. */
  @Test
  void zetaOfTenBillionIsKnown() {
    assertEquals(26.469_028_201_783_02, Zipfian.zeta(10_000_000_000L, 0.99), 1e-6);
  }

  @Test
  void zipfianFollowsItsLaw() {
    int[] counts = draw(new Zipfian(Zipfian.YCSB_SKEW), KEYS);
    double zeta = Zipfian.zeta(KEYS, Zipfian.YCSB_SKEW);
    for (int rank : new int[] {0, 1}) {
      double law = Math.pow(rank + 1, -Zipfian.YCSB_SKEW) / zeta;
      assertEquals(law, share(counts[rank]), 0.03 * law, "rank " + rank);
    }
    for (int ranks : new int[] {10, 100, 500}) {
      double law = Zipfian.zeta(ranks, Zipfian.YCSB_SKEW) / zeta;
      assertEquals(law, share(Arrays.stream(counts, 0, ranks).sum()), 0.03, "first " + ranks);
    }
  }

  @Test
  void zipfianOfGrowingKeysIsThatOfTheirNumber() {
    Zipfian grown = new Zipfian(Zipfian.YCSB_SKEW);
    SplittableRandom random = new SplittableRandom(1);
    for (int keys = 9_990; keys < 20_000; keys++) {
      grown.next(random, keys);
    }
    Zipfian fresh = new Zipfian(Zipfian.YCSB_SKEW);
    for (int i = 0; i < 1_000; i++) {
      assertEquals(
          fresh.next(new SplittableRandom(i), 20_000), grown.next(new SplittableRandom(i), 20_000));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void fewKeysAreAllDrawnAndNoOther(int keys) {
    for (KeyChooser chooser :
        new KeyChooser[] {
          KeyChooser.uniform(),
          new Zipfian(Zipfian.YCSB_SKEW),
          new ScrambledZipfian(keys),
          KeyChooser.latest(),
          KeyChooser.hotspot(0.2, 0.8)
        }) {
      assertTrue(Arrays.stream(draw(chooser, keys)).allMatch(count -> count > 0));
    }
  }

  @Test
  void scramblingScattersThePopularKeys() {
    int[] counts = draw(new ScrambledZipfian(KEYS), KEYS);
    int hottest = hottest(counts);
    assertNotEquals(0, hottest);
    double law = 1 / Zipfian.zeta(10_000_000_000L, Zipfian.YCSB_SKEW);
    assertEquals(law, share(counts[hottest]), 0.2 * law, "the hottest has rank 0, and some more");
    int[] sorted = counts.clone();
    Arrays.sort(sorted);
    double topTenth = share(Arrays.stream(sorted, KEYS - KEYS / 10, KEYS).sum());
    double firstTenth = share(Arrays.stream(counts, 0, KEYS / 10).sum());
    assertTrue(topTenth > 0.2, "about 0.11 if all were equal: " + topTenth);
    assertEquals(0.1, firstTenth, 0.08, "neighbours have nothing in common");
  }

  @Test
  void popularKeysStayWhenKeysAreAdded() {
    ScrambledZipfian chooser = new ScrambledZipfian(KEYS);
    int before = hottest(draw(chooser, KEYS));
    SplittableRandom random = new SplittableRandom(42);
    int[] counts = new int[2 * KEYS];
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) chooser.next(random, 2L * KEYS)]++;
    }
    assertEquals(before, hottest(counts));
  }

  @Test
  void theLatestIsTheMostPopularWhereverTheEndIs() {
    KeyChooser chooser = KeyChooser.latest();
    for (int keys : new int[] {KEYS, KEYS + 1, 3 * KEYS}) {
      int[] counts = draw(chooser, keys);
      assertEquals(keys - 1, hottest(counts));
      assertEquals(
          1 / Zipfian.zeta(keys, Zipfian.YCSB_SKEW), share(counts[keys - 1]), 0.01, "rank 0");
    }
  }

  @Test
  void aHotspotGetsItsShareEvenly() {
    int[] counts = draw(KeyChooser.hotspot(0.2, 0.8), KEYS);
    assertEquals(0.8, share(Arrays.stream(counts, 0, KEYS / 5).sum()), 0.01);
    assertEquals(0.8 / (KEYS / 5.0), share(counts[hottest(counts)]), 0.001);
  }

  @Test
  void oneKeyCanBeTheHotspot() {
    assertEquals(0.9, share(draw(KeyChooser.hotspot(0, 0.9), KEYS)[0]), 0.01);
  }
}
