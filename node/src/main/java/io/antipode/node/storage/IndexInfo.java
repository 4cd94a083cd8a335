package io.antipode.node.storage;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.IndexEntryKey;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index, compiled: which entry an item has in it. An item that lacks a part of the
 * index's key, or has one of another type or size than a key may have, has none (indexes are
 * sparse).
 */
record IndexInfo(long id, long tableId, List<Part> hash, List<Part> range, boolean creating) {
  private static final int MAX_HASH_BYTES = 2_048;
  private static final int MAX_RANGE_BYTES = 1_024;

  /** One attribute of the index's key. */
  record Part(String attribute, ScalarType type, int maxBytes) {
    /** The item's value, null where it can't be part of a key. */
    @Nullable AttributeValue of(Item item) {
      AttributeValue value = item.get(attribute);
      return value != null && fits(value) ? value : null;
    }

    private boolean fits(AttributeValue value) {
      return switch (value) {
        case AttributeValue.S(String text) -> type == ScalarType.S && sizeFits(utf8Bytes(text));
        case AttributeValue.N _ -> type == ScalarType.N;
        case AttributeValue.B b -> type == ScalarType.B && sizeFits(b.value().array().length);
        case AttributeValue.Bool _,
            AttributeValue.Null _,
            AttributeValue.Ss _,
            AttributeValue.Ns _,
            AttributeValue.Bs _,
            AttributeValue.L _,
            AttributeValue.M _ ->
            false;
      };
    }

    private static int utf8Bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private boolean sizeFits(int bytes) {
      return bytes > 0 && bytes <= maxBytes;
    }
  }

  static IndexInfo of(TableDescriptor table, IndexDescriptor index) {
    return new IndexInfo(
        index.id(),
        table.id(),
        parts(table, index.key().hash(), MAX_HASH_BYTES),
        parts(table, index.key().range(), MAX_RANGE_BYTES),
        index.status() == IndexDescriptor.Status.CREATING);
  }

  private static List<Part> parts(TableDescriptor table, List<String> names, int maxBytes) {
    return names.stream().map(name -> new Part(name, table.typeOf(name), maxBytes)).toList();
  }

  /** The key of the item's entry, or null where it has none. */
  byte @Nullable [] entryOf(ItemKey key, Item item) {
    List<AttributeValue> hashValues = values(hash, item);
    if (hashValues == null) {
      return null;
    }
    List<AttributeValue> rangeValues = values(range, item);
    return rangeValues == null ? null : IndexEntryKey.of(id, hashValues, rangeValues, key);
  }

  private static @Nullable List<AttributeValue> values(List<Part> parts, Item item) {
    List<AttributeValue> values = new ArrayList<>(parts.size());
    for (Part part : parts) {
      AttributeValue value = part.of(item);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }

  /** The key of the item that an entry leads to. */
  ItemKey baseOf(byte[] entry) {
    return IndexEntryKey.baseKey(tableId, entry, hash.size() + range.size());
  }
}
