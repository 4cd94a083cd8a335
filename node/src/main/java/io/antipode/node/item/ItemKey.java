package io.antipode.node.item;

import org.jspecify.annotations.Nullable;

/**
 * An item's key as order-preserving bytes, which name it everywhere below the API: in the log, the
 * views and between regions.
 *
 * <pre>
 *  table or index id (8) | high 32 bits of the partition hash (4) | partition key, self-delimiting | sort key, self-delimiting, where the table has one
 * </pre>
 */
public final class ItemKey {
  private final byte[] bytes;

  private ItemKey(byte[] bytes) {
    this.bytes = bytes;
  }

  public static ItemKey ofBytes(byte[] bytes) {
    return new ItemKey(bytes);
  }

  public static ItemKey of(
      long tableId, AttributeValue partitionKey, @Nullable AttributeValue sortKey) {
    throw new UnsupportedOperationException("stub");
  }

  /** {@code PartitionHash} of the table id and the encoded partition key: chooses the shard. */
  public long partitionHash() {
    throw new UnsupportedOperationException("stub");
  }

  public byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ItemKey that && java.util.Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(bytes);
  }
}
