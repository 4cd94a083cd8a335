package io.antipode.replication.antientropy;

import io.antipode.replication.mutation.Mutation;
import java.nio.charset.StandardCharsets;

/**
 * A table's live items in one shard, hashed into 256 buckets by key, so that two regions that
 * differ ship a 256th of the table for each difference and not the table. A bucket's hash is the
 * wrapping sum of a 64-bit hash of each (key, version, item): independent of order, and equal where
 * the bucket's items are. Tombstones don't count: regions forget them at different times.
 */
public final class BucketDigests {
  /** Buckets of a table in a shard. */
  public static final int BUCKETS = 256;

  /** Bytes of a set of buckets, one bit each. */
  public static final int SET_BYTES = BUCKETS / Byte.SIZE;

  private final long[] sums = new long[BUCKETS];
  private final long upToHlc;

  /**
   * @param upToHlc items with a later version don't count
   */
  public BucketDigests(long upToHlc) {
    this.upToHlc = upToHlc;
  }

  /** Takes one item, or a tombstone, which changes nothing. */
  public void add(Mutation mutation) {
    byte[] image = mutation.newImage();
    if (image == null || mutation.version().hlc() > upToHlc) {
      return;
    }
    long keyHash = hash(0, mutation.key());
    long hash = mix(keyHash ^ mix(mutation.version().hlc()));
    hash = hash(hash, mutation.version().region().name().getBytes(StandardCharsets.US_ASCII));
    sums[bucketOf(keyHash)] += hash(hash, image);
  }

  /** The hash of each bucket; owned by the caller. */
  public long[] sums() {
    return sums.clone();
  }

  /** The set of buckets whose hashes differ, one bit each, the lowest bit of a byte first. */
  public static byte[] differing(long[] mine, long[] theirs) {
    byte[] set = new byte[SET_BYTES];
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      if (mine[bucket] != theirs[bucket]) {
        set[bucket / Byte.SIZE] |= (byte) (1 << (bucket % Byte.SIZE));
      }
    }
    return set;
  }

  /** The buckets that are in both sets. */
  public static byte[] both(byte[] one, byte[] other) {
    byte[] set = new byte[SET_BYTES];
    for (int i = 0; i < SET_BYTES; i++) {
      set[i] = (byte) (one[i] & other[i]);
    }
    return set;
  }

  /** Whether a key's bucket is in the set. */
  public static boolean contains(byte[] set, byte[] key) {
    int bucket = bucketOf(hash(0, key));
    return (set[bucket / Byte.SIZE] & (1 << (bucket % Byte.SIZE))) != 0;
  }

  public static boolean isEmpty(byte[] set) {
    for (byte bits : set) {
      if (bits != 0) {
        return false;
      }
    }
    return true;
  }

  private static int bucketOf(long keyHash) {
    return (int) (keyHash >>> 56);
  }

  private static long hash(long seed, byte[] bytes) {
    long hash = mix(seed ^ bytes.length);
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * 0x9e37_79b9_7f4a_7c15L;
      hash ^= hash >>> 29;
    }
    return mix(hash);
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return x ^ (x >>> 31);
  }
}
