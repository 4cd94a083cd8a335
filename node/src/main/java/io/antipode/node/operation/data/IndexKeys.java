package io.antipode.node.operation.data;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.node.api.ApiException;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.IndexEntryKey;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index's keys and projection, compiled once per descriptor.
 *
 * @param keyNames the index's key attributes and the table's
 * @param projected all attributes that the index shows, null for every attribute
 */
public record IndexKeys(
    IndexDescriptor descriptor,
    List<KeyPart> hash,
    List<KeyPart> range,
    Set<String> keyNames,
    @Nullable Set<String> projected) {

  public boolean isGlobal() {
    return descriptor.scope() == IndexDescriptor.Scope.GLOBAL;
  }

  /** Whether the item has every attribute of the index's key, and so an entry. */
  public boolean indexes(Item item) {
    for (KeyPart part : hash) {
      if (!item.has(part.name())) {
        return false;
      }
    }
    for (KeyPart part : range) {
      if (!item.has(part.name())) {
        return false;
      }
    }
    return true;
  }

  /** Whether two images of one item, which the index has both, stand at the same place in it. */
  public boolean isSameEntry(Item before, Item after) {
    return values(before, hash).equals(values(after, hash))
        && values(before, range).equals(values(after, range));
  }

  /** What the index shows of an item. */
  public Item project(Item item) {
    return projected == null ? item : item.only(projected);
  }

  /**
   * The entry of an item that {@link #indexes}, or of a start key that has the same attributes.
   *
   * @param base the item's own key
   */
  public byte[] entryKey(Item item, ItemKey base) {
    return IndexEntryKey.of(descriptor.id(), values(item, hash), values(item, range), base);
  }

  private static List<AttributeValue> values(Item item, List<KeyPart> parts) {
    List<AttributeValue> values = new ArrayList<>(parts.size());
    for (KeyPart part : parts) {
      AttributeValue value = item.get(part.name());
      if (value == null) {
        throw new IllegalStateException("an index entry without " + part.name());
      }
      values.add(value);
    }
    return values;
  }

  void check(Item item, KeyPart.Use use) {
    for (KeyPart part : hash) {
      check(item, part, use);
    }
    for (KeyPart part : range) {
      check(item, part, use);
    }
  }

  private void check(Item item, KeyPart part, KeyPart.Use use) {
    AttributeValue value = item.get(part.name());
    if (value == null) {
      return;
    }
    if (!part.fits(value)) {
      throw ApiException.validation(
          "One or more parameter values were invalid: Type mismatch for Index Key "
              + part.name()
              + " Expected: "
              + part.type()
              + " Actual: "
              + value.typeName()
              + " IndexName: "
              + descriptor.name());
    }
    part.checkSize(value, use, "IndexName: " + descriptor.name() + ", IndexKey: " + part.name());
  }
}
