package io.antipode.node.item;

import io.antipode.cluster.placement.KeySpace;
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
      KeySpace index,
      List<AttributeValue> partitionParts,
      List<AttributeValue> sortParts,
      ItemKey base) {
    byte[] own = ItemKey.encode(index, partitionParts, sortParts);
    byte[] key = base.bytes();
    int baseLength = key.length - ItemKey.HEADER_BYTES;
    byte[] entry = java.util.Arrays.copyOf(own, own.length + baseLength);
    System.arraycopy(key, ItemKey.HEADER_BYTES, entry, own.length, baseLength);
    return entry;
  }

  /** The bytes that all entries of one partition of an index begin with, and no others. */
  public static byte[] partitionPrefix(KeySpace index, List<AttributeValue> partitionParts) {
    return ItemKey.encode(index, partitionParts, List.of());
  }

  /**
   * The key of the item that an entry leads to.
   *
   * @param table of the index's table
   * @param partCount how many attributes the index's own key has, HASH and RANGE together
   */
  public static ItemKey baseKey(KeySpace table, byte[] entry, int partCount) {
    int partition = ItemKey.HEADER_BYTES;
    for (int i = 0; i < partCount; i++) {
      partition = KeyCodec.end(entry, partition);
    }
    int sort = KeyCodec.end(entry, partition);
    return ItemKey.of(
        table,
        KeyCodec.read(entry, partition),
        sort == entry.length ? null : KeyCodec.read(entry, sort));
  }
}
