package io.antipode.load.bench.keys;

import java.util.SplittableRandom;

/**
 * Popularity by Zipf's law: rank {@code r} (from 0) is drawn with probability {@code 1 / ((r +
 * 1)^skew * zeta(count))}. The method is that of Gray, Sundaresan, Englert, Baclawski and
 * Weinberger, "Quickly Generating Billion-Record Synthetic Databases" (SIGMOD 1994): the two most
 * popular ranks exactly, the others by inverting an integral that approximates the sum; so a draw
 * costs one power whatever the count.
 */
public final class Zipfian implements KeyChooser {
  /** The skew that YCSB uses, theta in the paper. */
  public static final double YCSB_SKEW = 0.99;

  /** Terms of zeta that are summed; what follows is integrated. */
  private static final long SUMMED = 10_000;

  private final double skew;
  private long count;
  private double zeta;
  private double eta;

  /**
   * @param skew between 0 (uniform) and 1, both excluded
   */
  public Zipfian(double skew) {
    if (!(skew > 0 && skew < 1)) {
      throw new IllegalArgumentException("skew " + skew);
    }
    this.skew = skew;
  }

  /** The rank, 0 the most popular. */
  @Override
  public long next(SplittableRandom random, long keys) {
    if (keys != count) {
      prepare(keys);
    }
    double uniform = random.nextDouble();
    double scaled = uniform * zeta;
    if (scaled < 1) {
      return 0;
    }
    if (scaled < 1 + Math.pow(0.5, skew)) {
      return Math.min(1, count - 1);
    }
    return Math.min(
        count - 1, (long) ((double) count * Math.pow(eta * uniform - eta + 1, 1 / (1 - skew))));
  }

  private void prepare(long keys) {
    zeta =
        keys > count && count >= SUMMED
            ? zeta + tail((double) count, (double) keys, skew)
            : zeta(keys, skew);
    count = keys;
    eta =
        (1 - Math.pow(2.0 / (double) count, 1 - skew))
            / (1 - zeta(Math.min(2, count), skew) / zeta);
  }

  /**
   * The sum of {@code 1 / i^skew} for i from 1 to {@code terms}: the beginning added up, the rest
   * by the Euler-Maclaurin formula, whose error is far below a double's print.
   */
  static double zeta(long terms, double skew) {
    double sum = 0;
    for (long i = 1; i <= Math.min(terms, SUMMED); i++) {
      sum += Math.pow((double) i, -skew);
    }
    return terms <= SUMMED ? sum : sum + tail((double) SUMMED, (double) terms, skew);
  }

  /** The terms after {@code from} up to {@code to}. */
  private static double tail(double from, double to, double skew) {
    double integral = (Math.pow(to, 1 - skew) - Math.pow(from, 1 - skew)) / (1 - skew);
    double ends = (Math.pow(to, -skew) - Math.pow(from, -skew)) / 2;
    double slopes = skew * (Math.pow(from, -skew - 1) - Math.pow(to, -skew - 1)) / 12;
    return integral + ends + slopes;
  }
}
