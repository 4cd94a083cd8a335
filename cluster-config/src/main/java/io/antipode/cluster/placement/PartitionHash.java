package io.antipode.cluster.placement;

/**
 * The hash that places a partition: 64 bits over a seed and the encoded partition key. It is part
 * of the storage format: every region and every version of the program must compute the same. The
 * low 32 bits choose the shard, the high 32 bits order partitions inside it (and so cut a parallel
 * scan into segments).
 */
public final class PartitionHash {
  private PartitionHash() {}

  /** FNV-1a over the bytes, seeded, finished with the 64-bit mix of SplitMix64. */
  public static long of(long seed, byte[] bytes, int offset, int length) {
    long hash = 0xcbf2_9ce4_8422_2325L ^ mix(seed);
    for (int i = offset, end = offset + length; i < end; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * 0x0000_0100_0000_01b3L;
    }
    return mix(hash);
  }

  /**
   * The finaliser of SplitMix64 (Steele, Lea, Flood: OOPSLA 2014): every input bit reaches every
   * output bit.
   */
  public static long mix(long value) {
    long z = value + 0x9e37_79b9_7f4a_7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return z ^ (z >>> 31);
  }
}
