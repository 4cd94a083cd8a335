package io.antipode.cluster.placement;

/**
 * The number of a shard, from 0 up to the cluster's shard count; equal in every region, so that
 * shard 7 replicates to shard 7.
 */
public record ShardId(int number) implements Comparable<ShardId> {
  /** The most shards a cluster may have. */
  public static final int MAX_COUNT = 4_096;

  public ShardId {
    if (number < 0 || number >= MAX_COUNT) {
      throw new IllegalArgumentException("shard " + number + " is not in [0, " + MAX_COUNT + ")");
    }
  }

  /**
   * The shard of a partition: the low bits of its hash, so that the high bits stay free to order
   * the partitions inside a shard.
   *
   * @param partitionHash {@link PartitionHash#of}
   */
  public static ShardId of(long partitionHash, int shardCount) {
    return new ShardId((int) Long.remainderUnsigned(partitionHash & 0xffff_ffffL, shardCount));
  }

  @Override
  public int compareTo(ShardId other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "shard-" + number;
  }
}
