package io.antipode.node.item;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A whole item as canonical bytes: names sorted, numbers normalised, sets sorted, so that equal
 * items have equal bytes. Attributes are decoded only when asked for. Immutable; any thread.
 *
 * <p>The layout is drawn in {@code ItemLayout}; {@link ItemWriter} writes it from a stream, {@link
 * ItemReader} walks it.
 */
public final class Item {
  /** No attributes. */
  public static final Item EMPTY = new ItemWriter().beginItem().endItem();

  private final byte[] bytes;

  private Item(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps canonical bytes written by this package. */
  public static Item ofBytes(byte[] canonical) {
    if (canonical.length < ItemLayout.ITEM_HEADER_BYTES || canonical[0] != ItemLayout.VERSION) {
      throw new IllegalArgumentException("not an item of format " + ItemLayout.VERSION);
    }
    return new Item(canonical);
  }

  /** Throws {@link InvalidItemException} for values that DynamoDB refuses. */
  public static Item of(Map<String, AttributeValue> attributes) {
    ItemWriter writer = new ItemWriter().beginItem();
    attributes.forEach((name, value) -> writer.name(name).value(value));
    return writer.endItem();
  }

  /** The canonical bytes; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public int attributeCount() {
    return ItemLayout.int32(bytes, 1);
  }

  /** One top-level attribute, decoded, or null. */
  public @Nullable AttributeValue get(String name) {
    int entry = find(name);
    return entry < 0 ? null : ValueDecoder.decode(bytes, ItemLayout.entryValue(bytes, entry));
  }

  public boolean has(String name) {
    return find(name) >= 0;
  }

  private int find(String name) {
    return ItemLayout.findEntry(bytes, ItemLayout.ITEM_HEADER_BYTES, attributeCount(), name);
  }

  /**
   * Where a top-level attribute's value begins in the bytes, or -1. With the methods below, a
   * document path is followed without decoding anything.
   */
  public int offsetOf(String name) {
    int entry = find(name);
    return entry < 0 ? -1 : ItemLayout.entryValue(bytes, entry);
  }

  /** Where a member of the map at {@code offset} begins, or -1 where it is no map or has none. */
  public int offsetOfMember(int offset, String name) {
    if (bytes[offset] != ItemLayout.M) {
      return -1;
    }
    int count = ItemLayout.int32(bytes, offset + 5);
    int entry = ItemLayout.findEntry(bytes, offset + 9, count, name);
    return entry < 0 ? -1 : ItemLayout.entryValue(bytes, entry);
  }

  /**
   * Where an element of the list at {@code offset} begins, or -1 where it is no list or shorter.
   */
  public int offsetOfElement(int offset, int index) {
    if (bytes[offset] != ItemLayout.L || index >= ItemLayout.int32(bytes, offset + 5)) {
      return -1;
    }
    int at = offset + 9;
    for (int i = 0; i < index; i++) {
      at = ItemLayout.valueEnd(bytes, at);
    }
    return at;
  }

  /** The value at an offset, decoded. */
  public AttributeValue valueAt(int offset) {
    return ValueDecoder.decode(bytes, offset);
  }

  /** The value at an offset, as its bytes. */
  public Encoded encodedAt(int offset) {
    return new Encoded(bytes, offset);
  }

  /** The type descriptor ({@code S}, {@code BOOL}, …) of the value at an offset. */
  public String typeNameAt(int offset) {
    return ItemLayout.typeName(bytes, offset);
  }

  /**
   * The whole part of a top-level number from 0 up to, not including, 10^18; -1 where the attribute
   * is another number, of another type, or not there. Nothing is allocated.
   */
  public long wholePartOf(String name) {
    int at = offsetOf(name);
    return at < 0 || bytes[at] != ItemLayout.N ? -1 : DecimalCodec.wholePart(bytes, at + 2);
  }

  /** Every attribute, decoded; the caller's own. */
  public SortedMap<String, AttributeValue> toMap() {
    return ValueDecoder.entries(bytes, ItemLayout.ITEM_HEADER_BYTES, attributeCount());
  }

  /**
   * This item with top-level attributes set (non-null) or removed (null); untouched attributes are
   * copied as bytes.
   */
  public Item with(Map<String, @Nullable AttributeValue> changes) {
    TreeMap<String, @Nullable AttributeValue> ordered = new TreeMap<>(Utf8.ORDER);
    ordered.putAll(changes);
    ItemWriter writer = new ItemWriter().beginItem();
    int at = ItemLayout.ITEM_HEADER_BYTES;
    for (int i = 0, count = attributeCount(); i < count; i++) {
      int nameLength = ItemLayout.uint16(bytes, at);
      int end = ItemLayout.valueEnd(bytes, at + 2 + nameLength);
      while (!ordered.isEmpty()) {
        int order = Utf8.compare(ordered.firstKey(), bytes, at + 2, nameLength);
        if (order > 0) {
          break;
        }
        var change = ordered.pollFirstEntry();
        AttributeValue value = change.getValue();
        if (value != null) {
          writer.name(change.getKey()).value(value);
        }
        if (order == 0) {
          nameLength = -1; // replaced or removed
          break;
        }
      }
      if (nameLength >= 0) {
        writer.entry(bytes, at, end - at);
      }
      at = end;
    }
    ordered.forEach(
        (name, value) -> {
          if (value != null) {
            writer.name(name).value(value);
          }
        });
    return writer.endItem();
  }

  /** This item with only the named top-level attributes. */
  public Item only(Set<String> names) {
    int[] entries = new int[names.size()];
    int found = 0;
    int size = ItemLayout.ITEM_HEADER_BYTES;
    for (String name : names) {
      int entry = find(name);
      if (entry >= 0) {
        entries[found++] = entry;
        size += ItemLayout.entryEnd(bytes, entry) - entry;
      }
    }
    if (found == attributeCount()) {
      return this;
    }
    Arrays.sort(entries, 0, found); // entries stand in the order of their names
    byte[] kept = new byte[size];
    kept[0] = ItemLayout.VERSION;
    ItemLayout.putInt32(kept, 1, found);
    int to = ItemLayout.ITEM_HEADER_BYTES;
    for (int i = 0; i < found; i++) {
      int length = ItemLayout.entryEnd(bytes, entries[i]) - entries[i];
      System.arraycopy(bytes, entries[i], kept, to, length);
      to += length;
    }
    return new Item(kept);
  }

  /** DynamoDB's item size in bytes: names, values and overheads. */
  public int sizeBytes() {
    return ItemSize.ofEntries(bytes, ItemLayout.ITEM_HEADER_BYTES, attributeCount());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Item that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}
