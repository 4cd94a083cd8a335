package io.antipode.load.bench.keys;

import java.util.SplittableRandom;

/** Draws the number of a key. */
@FunctionalInterface
public interface KeyChooser {
  /**
   * A key from 0 (the oldest) to {@code count - 1} (the newest).
   *
   * @param count of keys at this moment, at least 1; it may have grown since the last call
   */
  long next(SplittableRandom random, long count);

  /** All keys alike. */
  static KeyChooser uniform() {
    return SplittableRandom::nextLong;
  }

  /**
   * A share of the keys gets a share of the requests, evenly; the rest gets the rest. The hot keys
   * are the first ones, which hashing spreads over the shards.
   *
   * @param hotKeys of 1; at least one key is hot
   * @param hotRequests of 1
   */
  static KeyChooser hotspot(double hotKeys, double hotRequests) {
    return (random, count) -> {
      long hot = Math.clamp((long) (count * hotKeys), 1, count);
      return hot == count || random.nextDouble() < hotRequests
          ? random.nextLong(hot)
          : random.nextLong(hot, count);
    };
  }

  /** The newest key is the most popular one, the one before it the next, as in a news feed. */
  static KeyChooser latest() {
    Zipfian zipfian = new Zipfian(Zipfian.YCSB_SKEW);
    return (random, count) -> count - 1 - zipfian.next(random, count);
  }
}
