package io.antipode.node.operation.data;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.api.ApiException;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.operation.legacy.LegacyUpdate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table's keys, compiled once per descriptor: finds and checks the keys of items. Immutable, any
 * thread.
 */
public final class TableKeys {
  static final String SCHEMA_MISMATCH = "The provided key element does not match the schema";

  private final TableDescriptor table;
  private final KeyPart partition;
  private final @Nullable KeyPart sort;
  private final Set<String> names;
  private final List<IndexKeys> indexes = new ArrayList<>();
  private final boolean hasLocalIndexes;

  public TableKeys(TableDescriptor table) {
    this.table = table;
    KeySchema key = table.key();
    partition = part(key.partitionKey(), true);
    sort = key.hasSortKey() ? part(key.sortKey(), false) : null;
    names = Set.copyOf(key.names());
    for (IndexDescriptor index : table.indexes()) {
      if (index.status() != IndexDescriptor.Status.DELETING) {
        indexes.add(compile(index));
      }
    }
    hasLocalIndexes = indexes.stream().anyMatch(index -> !index.isGlobal());
  }

  private IndexKeys compile(IndexDescriptor index) {
    List<KeyPart> hash = index.key().hash().stream().map(name -> part(name, true)).toList();
    List<KeyPart> range = index.key().range().stream().map(name -> part(name, false)).toList();
    Set<String> keyNames = new HashSet<>(names);
    keyNames.addAll(index.key().names());
    Set<String> projected = null;
    if (index.projection().kind() != Projection.Kind.ALL) {
      projected = new HashSet<>(keyNames);
      projected.addAll(index.projection().nonKeyAttributes());
    }
    return new IndexKeys(index, hash, range, keyNames, projected);
  }

  private KeyPart part(String name, boolean isHash) {
    return new KeyPart(name, table.typeOf(name), isHash);
  }

  public TableDescriptor table() {
    return table;
  }

  public KeyPart partition() {
    return partition;
  }

  public @Nullable KeyPart sort() {
    return sort;
  }

  /** The names of the table's key attributes. */
  public Set<String> names() {
    return names;
  }

  /** All indexes that writes maintain. */
  public List<IndexKeys> indexes() {
    return indexes;
  }

  public boolean hasLocalIndexes() {
    return hasLocalIndexes;
  }

  /** The index of that name, or null. */
  public @Nullable IndexKeys index(String name) {
    for (IndexKeys index : indexes) {
      if (index.descriptor().name().equals(name)) {
        return index;
      }
    }
    return null;
  }

  /** The key of a whole item that is to be put, once its keys and index keys are checked. */
  public ItemKey keyOfItem(Item item) {
    AttributeValue hash = itemPart(item, partition);
    AttributeValue range = sort == null ? null : itemPart(item, sort);
    checkIndexKeys(item, KeyPart.Use.INDEX_KEY);
    return ItemKey.of(table.id(), hash, range);
  }

  private static AttributeValue itemPart(Item item, KeyPart part) {
    AttributeValue value = item.get(part.name());
    if (value == null) {
      throw ApiException.validation(
          "One or more parameter values were invalid: Missing the key "
              + part.name()
              + " in the item");
    }
    if (!part.fits(value)) {
      throw ApiException.validation(
          "One or more parameter values were invalid: Type mismatch for key "
              + part.name()
              + " expected: "
              + part.type()
              + " actual: "
              + value.typeName());
    }
    part.checkKeyValue(value);
    return value;
  }

  /** The key that a {@code Key} parameter gives, which must have the key's attributes alone. */
  public ItemKey keyOfKey(Item key) {
    if (key.attributeCount() != names.size()) {
      throw ApiException.validation(SCHEMA_MISMATCH);
    }
    AttributeValue hash = keyPart(key, partition);
    AttributeValue range = sort == null ? null : keyPart(key, sort);
    return ItemKey.of(table.id(), hash, range);
  }

  static AttributeValue keyPart(Item key, KeyPart part) {
    AttributeValue value = key.get(part.name());
    if (value == null || !part.fits(value)) {
      throw ApiException.validation(SCHEMA_MISMATCH);
    }
    part.checkKeyValue(value);
    return value;
  }

  /** The key of an item that is known to be good. */
  public ItemKey keyOfStored(Item item) {
    AttributeValue hash = item.get(partition.name());
    AttributeValue range = sort == null ? null : item.get(sort.name());
    if (hash == null) {
      throw new IllegalStateException("a stored item without its key");
    }
    return ItemKey.of(table.id(), hash, range);
  }

  /** Refuses expressions with a path into a key attribute, of the table or of an index. */
  public void checkPaths(DataRequest request) {
    Set<String> roots = request.nestedRoots();
    if (roots.isEmpty()) {
      return;
    }
    refusePath(roots, table.key().names(), "Key");
    for (IndexKeys index : indexes) {
      refusePath(roots, index.descriptor().key().names(), "IndexKey");
    }
  }

  private static void refusePath(Set<String> roots, List<String> keyNames, String kind) {
    for (String name : keyNames) {
      if (roots.contains(name)) {
        throw ApiException.validation(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not"
                + " allowed: "
                + kind
                + ": "
                + name);
      }
    }
  }

  /**
   * Refuses legacy updates with a value of another type than the key of a local index that it is
   * for; keys of global indexes are checked in the item that comes of the update.
   */
  public void checkLegacyUpdates(Map<String, LegacyUpdate> updates) {
    for (IndexKeys index : indexes) {
      if (!index.isGlobal()) {
        index.range().forEach(part -> checkLegacyUpdate(part, updates.get(part.name())));
      }
    }
  }

  private static void checkLegacyUpdate(KeyPart part, @Nullable LegacyUpdate update) {
    AttributeValue value = update == null ? null : update.value();
    if (value != null && !part.fits(value)) {
      throw ApiException.validation(
          "Updates on index keys must be of the same data type as the key attribute");
    }
  }

  /** Refuses an item whose attributes do not fit the indexes that they are keys of. */
  public void checkIndexKeys(Item item, KeyPart.Use use) {
    for (IndexKeys index : indexes) {
      index.check(item, use);
    }
  }
}
