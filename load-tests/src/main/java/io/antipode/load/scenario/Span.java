package io.antipode.load.scenario;

import java.util.SplittableRandom;

/** A range of whole numbers, both ends included, from which a run draws. */
public record Span(long min, long max) {
  public Span {
    if (min > max) {
      throw new IllegalArgumentException(min + " is more than " + max);
    }
  }

  /** A number of the range, each as likely as the other. */
  public long draw(SplittableRandom random) {
    return random.nextLong(min, max + 1);
  }

  boolean within(Span bounds) {
    return min >= bounds.min && max <= bounds.max;
  }

  @Override
  public String toString() {
    return "[" + min + ", " + max + "]";
  }
}
