package io.antipode.node.action;

import io.antipode.cluster.placement.KeySpace;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a Query or Scan reads: a table, or one of its indexes. */
public record ReadSource(TableKeys table, @Nullable IndexDefinition index) {
  /** The keys of what is read. */
  public KeySpace space() {
    return index == null ? table.space() : index.space();
  }

  /** Whether it is a global index, whose partitions lie in all shards. */
  public boolean isGlobal() {
    return index != null && index.isGlobal();
  }

  public List<KeyAttribute> hash() {
    return index == null ? table.hash() : index.hash();
  }

  public List<KeyAttribute> range() {
    return index == null ? table.range() : index.range();
  }

  /** The attributes of a {@code LastEvaluatedKey}. */
  public Set<String> startKeyNames() {
    return index == null ? table.names() : index.keyNames();
  }

  /** The attributes that can be read here without going to the table; null for all. */
  public @Nullable Set<String> projected() {
    return index == null ? null : index.projected();
  }

  /** The key bytes of an item (or of a start key) where it is read. */
  public byte[] keyBytes(Item item) {
    ItemKey base = table.keyOfStored(item);
    if (index == null) {
      return base.bytes();
    }
    byte[] entry = index.entryOf(base, item);
    if (entry == null) {
      throw new IllegalStateException("an item without an entry in the index that it was read in");
    }
    return entry;
  }

  /** The start key that leads to these key bytes. */
  public Item startKey(byte[] key) {
    Map<String, AttributeValue> attributes = HashMap.newHashMap(startKeyNames().size());
    List<AttributeValue> values = ItemKey.parts(key);
    int next = 0;
    for (KeyAttribute part : hash()) {
      attributes.put(part.name(), values.get(next++));
    }
    for (KeyAttribute part : range()) {
      attributes.put(part.name(), values.get(next++));
    }
    if (index != null) {
      attributes.put(table.partition().name(), values.get(next++));
      KeyAttribute sort = table.sort();
      if (sort != null) {
        attributes.put(sort.name(), values.get(next));
      }
    }
    return Item.of(attributes);
  }
}
