package io.antipode.load.simulation;

import java.util.SplittableRandom;

/**
 * Chance by name: each decision that a seed takes has a stream of its own, made of the seed and the
 * decision's name. So the order in which decisions are taken does not matter, and one that is added
 * changes no other: what a seed meant before it still means, but for what is new.
 *
 * @param seed of the run
 */
record Draws(long seed) {
  /** The stream of a decision, from its beginning. */
  SplittableRandom of(String name) {
    long mixed = seed;
    for (int i = 0; i < name.length(); i++) {
      mixed = (mixed ^ name.charAt(i)) * 0x9e37_79b9_7f4a_7c15L;
      mixed ^= mixed >>> 32;
    }
    return new SplittableRandom(mixed);
  }

  /** A number from 0 to below a bound. */
  int below(String name, int bound) {
    return of(name).nextInt(bound);
  }

  /** A number from one on to below another. */
  int between(String name, int least, int bound) {
    return of(name).nextInt(least, bound);
  }

  /** True in one of so many seeds. */
  boolean oneIn(String name, int seeds) {
    return of(name).nextInt(seeds) == 0;
  }
}
