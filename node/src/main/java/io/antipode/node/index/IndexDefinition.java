package io.antipode.node.index;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.placement.KeySpace;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.IndexEntryKey;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.view.SecondaryIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index, compiled once per descriptor. It is sparse: an item has an entry if it has
 * every attribute of the index's key, of the type that the table says and of a size that a key may
 * have, each by itself and those of one role together. An item without is good all the same: it may
 * be older than the index.
 *
 * @param space of its entries' keys
 * @param table the keys that they lead to
 * @param keyNames the index's key attributes and the table's
 * @param projected all attributes that the index shows, null for every attribute
 */
public record IndexDefinition(
    IndexDescriptor descriptor,
    KeySpace space,
    KeySpace table,
    List<KeyAttribute> hash,
    List<KeyAttribute> range,
    Set<String> keyNames,
    @Nullable Set<String> projected)
    implements SecondaryIndex {

  public static IndexDefinition compile(TableDescriptor table, IndexDescriptor index) {
    List<KeyAttribute> hash = parts(table, index.key().hash(), true);
    List<KeyAttribute> range = parts(table, index.key().range(), false);
    Set<String> keyNames = new HashSet<>(table.key().names());
    keyNames.addAll(index.key().names());
    Set<String> projected = null;
    if (index.projection().kind() != Projection.Kind.ALL) {
      projected = new HashSet<>(keyNames);
      projected.addAll(index.projection().nonKeyAttributes());
    }
    return new IndexDefinition(
        index, table.keySpace(index), table.keySpace(), hash, range, keyNames, projected);
  }

  private static List<KeyAttribute> parts(
      TableDescriptor table, List<String> names, boolean isHash) {
    return names.stream().map(name -> new KeyAttribute(name, table.typeOf(name), isHash)).toList();
  }

  @Override
  public long id() {
    return descriptor.id();
  }

  @Override
  public long tableId() {
    return table.id();
  }

  public String name() {
    return descriptor.name();
  }

  public boolean isGlobal() {
    return descriptor.scope() == IndexDescriptor.Scope.GLOBAL;
  }

  @Override
  public boolean creating() {
    return descriptor.status() == IndexDescriptor.Status.CREATING;
  }

  /** Whether the item has an entry. */
  public boolean hasEntry(Item item) {
    return values(hash, item) != null && values(range, item) != null;
  }

  @Override
  public byte @Nullable [] entryOf(ItemKey key, Item item) {
    List<AttributeValue> hashValues = values(hash, item);
    List<AttributeValue> rangeValues = hashValues == null ? null : values(range, item);
    return hashValues == null || rangeValues == null
        ? null
        : IndexEntryKey.of(space, hashValues, rangeValues, key);
  }

  @Override
  public ItemKey baseOf(byte[] entry) {
    return IndexEntryKey.baseKey(table, entry, hash.size() + range.size());
  }

  /** The key's values in the order of its parts, or null where they are no key. */
  private static @Nullable List<AttributeValue> values(List<KeyAttribute> parts, Item item) {
    List<AttributeValue> values = new ArrayList<>(parts.size());
    for (KeyAttribute part : parts) {
      AttributeValue value = part.of(item);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return parts.size() > 1 && !KeyChecks.togetherFit(parts, item) ? null : values;
  }

  /** What the index shows of an item. */
  public Item project(Item item) {
    return projected == null ? item : item.only(projected);
  }

  /** Refuses an item that has an attribute of the key as another type or size. */
  void check(Item item, KeyChecks.Use use) {
    for (KeyAttribute part : hash) {
      check(item, part, use);
    }
    for (KeyAttribute part : range) {
      check(item, part, use);
    }
    if (hash.size() > 1) {
      KeyChecks.checkTogether(hash, item, name());
    }
    if (range.size() > 1) {
      KeyChecks.checkTogether(range, item, name());
    }
  }

  private void check(Item item, KeyAttribute part, KeyChecks.Use use) {
    AttributeValue value = item.get(part.name());
    if (value == null) {
      return;
    }
    if (!part.fits(value)) {
      throw KeyChecks.mismatch(part, value, name());
    }
    KeyChecks.checkSize(part, value, use, name());
  }
}
