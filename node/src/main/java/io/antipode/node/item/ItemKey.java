package io.antipode.node.item;

import io.antipode.cluster.placement.KeySpace;
import io.antipode.cluster.placement.PartitionHash;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item's key as order-preserving bytes, which name it everywhere below the API: in the log, the
 * views and between regions. Immutable; any thread.
 *
 * <pre>
 *  table id (8) | high 32 bits of the partition hash (4) | partition key, self-delimiting | sort key, self-delimiting, where the table has one
 * </pre>
 *
 * The parts are encoded as {@code KeyCodec} draws them. Inside a partition keys stand in the order
 * of their sort keys ({@link KeyRange} cuts ranges from them).
 */
public final class ItemKey {
  /** Bytes before the partition key: table or index id, then half of the partition hash. */
  public static final int HEADER_BYTES = 12;

  private static final byte[] NO_HEADER = new byte[HEADER_BYTES];

  private final byte[] bytes;

  /** The low half of the partition hash, of a key that was made of its parts. */
  private final int lowHash;

  private final boolean placed;

  private ItemKey(byte[] bytes, int lowHash, boolean placed) {
    this.bytes = bytes;
    this.lowHash = lowHash;
    this.placed = placed;
  }

  /** A key as it is stored: it knows no more which shard it belongs to. */
  public static ItemKey ofBytes(byte[] bytes) {
    return new ItemKey(bytes, 0, false);
  }

  /** The key attributes must be of type S, N or B. */
  public static ItemKey of(
      KeySpace table, AttributeValue partitionKey, @Nullable AttributeValue sortKey) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    int partitionEnd =
        write(List.of(partitionKey), sortKey == null ? List.of() : List.of(sortKey), out);
    return headed(table, out.toByteArray(), partitionEnd);
  }

  /** As {@link #of(KeySpace, AttributeValue, AttributeValue)}, of values in canonical bytes. */
  public static ItemKey of(KeySpace table, Encoded partitionKey, @Nullable Encoded sortKey) {
    int partitionEnd = HEADER_BYTES + KeyCodec.length(partitionKey);
    byte[] bytes = new byte[partitionEnd + (sortKey == null ? 0 : KeyCodec.length(sortKey))];
    KeyCodec.write(partitionKey, bytes, HEADER_BYTES);
    if (sortKey != null) {
      KeyCodec.write(sortKey, bytes, partitionEnd);
    }
    return headed(table, bytes, partitionEnd);
  }

  /** The key that a {@link #partitionPrefix} is where the table has no sort key. */
  public static ItemKey ofPrefix(KeySpace table, byte[] prefix) {
    return new ItemKey(prefix, (int) partitionHash(prefix, table, prefix.length), true);
  }

  private static ItemKey headed(KeySpace table, byte[] bytes, int partitionEnd) {
    return new ItemKey(bytes, (int) writeHeader(bytes, table, partitionEnd), true);
  }

  private static long writeHeader(byte[] bytes, KeySpace space, int partitionEnd) {
    long hash = partitionHash(bytes, space, partitionEnd);
    ItemLayout.putInt64(bytes, 0, space.id());
    ItemLayout.putInt32(bytes, 8, (int) (hash >>> 32));
    return hash;
  }

  private static long partitionHash(byte[] bytes, KeySpace space, int partitionEnd) {
    return PartitionHash.of(space.seed(), bytes, HEADER_BYTES, partitionEnd - HEADER_BYTES);
  }

  /** The bytes that all keys of one partition of a table begin with, and no others. */
  public static byte[] partitionPrefix(KeySpace table, AttributeValue partitionKey) {
    return encode(table, List.of(partitionKey), List.of());
  }

  static byte[] encode(
      KeySpace space, List<AttributeValue> partitionParts, List<AttributeValue> sortParts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    int partitionEnd = write(partitionParts, sortParts, out);
    byte[] bytes = out.toByteArray();
    writeHeader(bytes, space, partitionEnd);
    return bytes;
  }

  /** Writes a key without its header; returns where its partition ends. */
  private static int write(
      List<AttributeValue> partitionParts,
      List<AttributeValue> sortParts,
      ByteArrayOutputStream out) {
    out.writeBytes(NO_HEADER);
    for (AttributeValue part : partitionParts) {
      KeyCodec.write(part, out);
    }
    int partitionEnd = out.size();
    for (AttributeValue part : sortParts) {
      KeyCodec.write(part, out);
    }
    return partitionEnd;
  }

  public long tableId() {
    return ItemLayout.int64(bytes, 0);
  }

  /**
   * {@code PartitionHash} of the table's seed and the encoded partition key: chooses the shard.
   * Only a key that was made of its parts has it.
   */
  public long partitionHash() {
    if (!placed) {
      throw new IllegalStateException("a stored key does not know its shard: " + this);
    }
    return (long) ItemLayout.int32(bytes, 8) << 32 | (lowHash & 0xffff_ffffL);
  }

  public AttributeValue partitionKey() {
    return KeyCodec.read(bytes, HEADER_BYTES);
  }

  /** The sort key, null where the table has none. */
  public @Nullable AttributeValue sortKey() {
    int offset = KeyCodec.end(bytes, HEADER_BYTES);
    return offset == bytes.length ? null : KeyCodec.read(bytes, offset);
  }

  /**
   * The values of all parts of a key, in their order.
   *
   * @param key of an item, or of an entry of an index
   */
  public static List<AttributeValue> parts(byte[] key) {
    List<AttributeValue> parts = new ArrayList<>();
    for (int at = HEADER_BYTES; at < key.length; at = KeyCodec.end(key, at)) {
      parts.add(KeyCodec.read(key, at));
    }
    return parts;
  }

  public byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ItemKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return Long.toHexString(tableId()) + "/" + partitionKey() + "/" + sortKey();
  }
}
