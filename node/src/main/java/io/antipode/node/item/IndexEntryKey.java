package io.antipode.node.item;

import java.util.List;

/**
 * Keys of secondary index entries, which stand in the same ordered index as the items' own keys and
 * lead back to them.
 *
 * <pre>
 *  index id (8) | high 32 bits of the hash of the index's partition key (4) | index partition key parts… | index sort key parts… | partition key | sort key, where the table has one
 * </pre>
 */
public final class IndexEntryKey {
  private IndexEntryKey() {}

  /**
   * @param partitionParts values of the index's HASH attributes, in the schema's order: 1 to 4
   * @param sortParts values of its RANGE attributes: 0 to 4
   * @param base the key of the item that the entry leads to
   */
  public static byte[] of(
      long indexId,
      List<AttributeValue> partitionParts,
      List<AttributeValue> sortParts,
      ItemKey base) {
    byte[] index = ItemKey.encode(indexId, partitionParts, sortParts);
    byte[] key = base.bytes();
    int baseLength = key.length - ItemKey.HEADER_BYTES;
    byte[] entry = java.util.Arrays.copyOf(index, index.length + baseLength);
    System.arraycopy(key, ItemKey.HEADER_BYTES, entry, index.length, baseLength);
    return entry;
  }

  /** The bytes that all entries of one partition of an index begin with, and no others. */
  public static byte[] partitionPrefix(long indexId, List<AttributeValue> partitionParts) {
    return ItemKey.encode(indexId, partitionParts, List.of());
  }

  /**
   * The key of the item that an entry leads to.
   *
   * @param tableId of the index's table
   * @param partCount how many attributes the index's own key has, HASH and RANGE together
   */
  public static ItemKey baseKey(long tableId, byte[] entry, int partCount) {
    int partition = ItemKey.HEADER_BYTES;
    for (int i = 0; i < partCount; i++) {
      partition = KeyCodec.end(entry, partition);
    }
    int sort = KeyCodec.end(entry, partition);
    return ItemKey.of(
        tableId,
        KeyCodec.read(entry, partition),
        sort == entry.length ? null : KeyCodec.read(entry, sort));
  }
}
