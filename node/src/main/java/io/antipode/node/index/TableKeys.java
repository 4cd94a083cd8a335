package io.antipode.node.index;

import io.antipode.cluster.catalog.ContributorInsights;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.placement.KeySpace;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Encoded;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table's keys and indexes, compiled once per descriptor: finds and checks the keys of items.
 * What it refuses it tells by {@link InvalidItemException}. Immutable, any thread.
 */
public final class TableKeys {
  private static final String SCHEMA_MISMATCH =
      "The provided key element does not match the schema";

  private final TableDescriptor table;
  private final KeySpace space;
  private final KeyAttribute partition;
  private final @Nullable KeyAttribute sort;
  private final List<KeyAttribute> hash;
  private final List<KeyAttribute> range;
  private final Set<String> names;
  private final List<IndexDefinition> indexes;
  private final boolean hasLocalIndexes;
  private final boolean limited;
  private final boolean watched;

  public TableKeys(TableDescriptor table) {
    this.table = table;
    space = table.keySpace();
    KeySchema key = table.key();
    partition = part(key.partitionKey(), true);
    sort = key.hasSortKey() ? part(key.sortKey(), false) : null;
    hash = List.of(partition);
    range = sort == null ? List.of() : List.of(sort);
    names = Set.copyOf(key.names());
    indexes =
        table.indexes().stream()
            .filter(index -> index.status() != IndexDescriptor.Status.DELETING)
            .map(index -> IndexDefinition.compile(table, index))
            .toList();
    hasLocalIndexes = indexes.stream().anyMatch(index -> !index.isGlobal());
    limited = table.isLimited();
    watched = table.local().insights().stream().anyMatch(ContributorInsights::enabled);
  }

  private KeyAttribute part(String name, boolean isHash) {
    return new KeyAttribute(name, table.typeOf(name), isHash);
  }

  public TableDescriptor table() {
    return table;
  }

  public KeySpace space() {
    return space;
  }

  public KeyAttribute partition() {
    return partition;
  }

  public @Nullable KeyAttribute sort() {
    return sort;
  }

  /** The key's parts of either kind: one of HASH, and one of RANGE or none. */
  public List<KeyAttribute> hash() {
    return hash;
  }

  public List<KeyAttribute> range() {
    return range;
  }

  /** The names of the table's key attributes. */
  public Set<String> names() {
    return names;
  }

  /** All indexes that writes maintain. */
  public List<IndexDefinition> indexes() {
    return indexes;
  }

  public boolean hasLocalIndexes() {
    return hasLocalIndexes;
  }

  /** Whether what requests may consume has a bound. */
  public boolean isLimited() {
    return limited;
  }

  /** Whether it is noted which keys are used. */
  public boolean isWatched() {
    return watched;
  }

  /** The index of that name, or null. */
  public @Nullable IndexDefinition index(String name) {
    for (IndexDefinition index : indexes) {
      if (index.name().equals(name)) {
        return index;
      }
    }
    return null;
  }

  /** The key of a whole item that is to be put, once its keys and index keys are checked. */
  public ItemKey keyOfItem(Item item) {
    ItemKey good = goodKey(item);
    if (good == null) {
      AttributeValue hash = itemPart(item, partition);
      AttributeValue range = sort == null ? null : itemPart(item, sort);
      good = ItemKey.of(space, hash, range);
    }
    for (IndexDefinition index : indexes) {
      index.check(item, KeyChecks.Use.INDEX_KEY);
    }
    return good;
  }

  /** The key of an item, null where any of its parts is none; which, is for others to tell. */
  private @Nullable ItemKey goodKey(Item item) {
    Encoded hash = partition.encodedOf(item);
    Encoded range = sort == null ? null : sort.encodedOf(item);
    return hash == null || (sort != null && range == null) ? null : ItemKey.of(space, hash, range);
  }

  private static AttributeValue itemPart(Item item, KeyAttribute part) {
    AttributeValue value = item.get(part.name());
    if (value == null) {
      throw KeyChecks.missing(part);
    }
    if (!part.fits(value)) {
      throw KeyChecks.mismatch(part, value);
    }
    KeyChecks.checkSize(part, value);
    return value;
  }

  /** The key that a {@code Key} parameter gives, which must have the key's attributes alone. */
  public ItemKey keyOfKey(Item key) {
    if (key.attributeCount() != names.size()) {
      throw new InvalidItemException(SCHEMA_MISMATCH);
    }
    ItemKey good = goodKey(key);
    if (good != null) {
      return good;
    }
    AttributeValue hash = keyPart(key, partition);
    AttributeValue range = sort == null ? null : keyPart(key, sort);
    return ItemKey.of(space, hash, range);
  }

  private static AttributeValue keyPart(Item key, KeyAttribute part) {
    AttributeValue value = key.get(part.name());
    if (value == null || !part.fits(value)) {
      throw new InvalidItemException(SCHEMA_MISMATCH);
    }
    KeyChecks.checkSize(part, value);
    return value;
  }

  /** The key of an item that is known to be good. */
  public ItemKey keyOfStored(Item item) {
    ItemKey key = goodKey(item);
    if (key == null) {
      throw new IllegalStateException("a stored item without its key");
    }
    return key;
  }

  /** Refuses an updated item whose attributes do not fit the indexes that they are keys of. */
  public void checkUpdated(Item item) {
    for (IndexDefinition index : indexes) {
      index.check(item, KeyChecks.Use.UPDATED_INDEX_KEY);
    }
  }

  /**
   * Refuses expressions with a path into a key attribute, of the table or of an index.
   *
   * @param roots the attributes that paths go into
   */
  public void checkPaths(Set<String> roots) {
    if (roots.isEmpty()) {
      return;
    }
    refusePath(roots, table.key().names(), "Key");
    for (IndexDefinition index : indexes) {
      refusePath(roots, index.descriptor().key().names(), "IndexKey");
    }
  }

  private static void refusePath(Set<String> roots, List<String> keyNames, String kind) {
    for (String name : keyNames) {
      if (roots.contains(name)) {
        throw new InvalidItemException(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not"
                + " allowed: "
                + kind
                + ": "
                + name);
      }
    }
  }
}
