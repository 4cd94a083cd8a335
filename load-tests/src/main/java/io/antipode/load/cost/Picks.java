package io.antipode.load.cost;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** The choices that requests are made of, by a seed. */
final class Picks {
  private static final LargeItem[] ITEMS = LargeItem.values();

  private final SplittableRandom random;

  Picks(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** From 0, below the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean coin() {
    return random.nextBoolean();
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  LargeItem item() {
    return ITEMS[random.nextInt(ITEMS.length)];
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /**
   * As many parts as there is room for, or fewer.
   *
   * @param maxLength of all of it, in characters
   */
  String joined(int most, int maxLength, String between, IntFunction<String> part) {
    StringBuilder text = new StringBuilder();
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      String next = (i == 0 ? "" : between) + part.apply(i);
      if (text.length() + next.length() > maxLength) {
        break;
      }
      text.append(next);
    }
    return text.toString();
  }
}
