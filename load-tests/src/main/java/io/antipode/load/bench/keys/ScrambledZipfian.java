package io.antipode.load.bench.keys;

import java.util.SplittableRandom;

/**
 * Zipf's popularity with the popular keys scattered over all keys, as YCSB does it: ranks are drawn
 * from ten billion and hashed onto the keys. Since the ranks are so many, the hottest key gets
 * about 3.8 % of the requests whatever the number of keys. Keys that are added later get none: the
 * popular ones stay where they were.
 */
public final class ScrambledZipfian implements KeyChooser {
  private static final long RANKS = 10_000_000_000L;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final Zipfian ranks = new Zipfian(Zipfian.YCSB_SKEW);
  private final long keys;

  /**
   * @param keys onto which the ranks are scattered
   */
  public ScrambledZipfian(long keys) {
    this.keys = keys;
  }

  @Override
  public long next(SplittableRandom random, long count) {
    return Long.remainderUnsigned(hash(ranks.next(random, RANKS)), Math.min(keys, count));
  }

  /** FNV-1a over the number's eight bytes, lowest first. */
  static long hash(long number) {
    long hash = FNV_OFFSET;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      hash = (hash ^ (number >>> shift & 0xff)) * FNV_PRIME;
    }
    return hash;
  }
}
