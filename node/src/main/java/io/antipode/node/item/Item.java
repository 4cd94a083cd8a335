package io.antipode.node.item;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A whole item as canonical bytes: names sorted, numbers normalised, sets sorted, so that equal
 * items have equal bytes. Attributes are decoded only when asked for.
 */
public final class Item {
  private final byte[] bytes;

  private Item(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps canonical bytes written by this package. */
  public static Item ofBytes(byte[] canonical) {
    return new Item(canonical);
  }

  public static Item of(Map<String, AttributeValue> attributes) {
    throw new UnsupportedOperationException("stub");
  }

  /** The canonical bytes; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** One top-level attribute, decoded, or null. */
  public @Nullable AttributeValue get(String name) {
    throw new UnsupportedOperationException("stub");
  }

  public boolean has(String name) {
    throw new UnsupportedOperationException("stub");
  }

  /** Every attribute, decoded. */
  public SortedMap<String, AttributeValue> toMap() {
    throw new UnsupportedOperationException("stub");
  }

  /**
   * This item with top-level attributes set (non-null) or removed (null); untouched attributes are
   * copied as bytes.
   */
  public Item with(Map<String, @Nullable AttributeValue> changes) {
    throw new UnsupportedOperationException("stub");
  }

  /** This item with only the named top-level attributes. */
  public Item only(java.util.Set<String> names) {
    throw new UnsupportedOperationException("stub");
  }

  /** DynamoDB's item size in bytes: names, values and overheads. */
  public int sizeBytes() {
    throw new UnsupportedOperationException("stub");
  }
}
