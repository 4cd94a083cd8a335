package io.antipode.node.operation.query;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.node.api.ApiException;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Member;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a Query or Scan reads: a table, or one of its indexes. */
record ReadSource(TableKeys table, @Nullable IndexDefinition index) {

  /** The source that a request names. */
  static ReadSource of(DataRequest request, TableKeys table) {
    String name = request.text(Member.INDEX_NAME);
    if (name == null) {
      return new ReadSource(table, null);
    }
    IndexDefinition index = table.index(name);
    if (index == null) {
      throw ApiException.validation("The table does not have the specified index: " + name);
    }
    if (index.isGlobal() && request.flag(Member.CONSISTENT_READ)) {
      throw ApiException.validation(
          "Consistent reads are not supported on global secondary indexes");
    }
    if (index.descriptor().status() == IndexDescriptor.Status.CREATING) {
      throw ApiException.validation("Cannot read from backfilling global secondary index: " + name);
    }
    return new ReadSource(table, index);
  }

  /** The id that begins the keys of what is read. */
  long id() {
    return index == null ? table.table().id() : index.descriptor().id();
  }

  boolean isGlobal() {
    return index != null && index.isGlobal();
  }

  List<KeyAttribute> hash() {
    return index == null ? List.of(table.partition()) : index.hash();
  }

  List<KeyAttribute> range() {
    if (index != null) {
      return index.range();
    }
    KeyAttribute sort = table.sort();
    return sort == null ? List.of() : List.of(sort);
  }

  /** The attributes of a {@code LastEvaluatedKey}. */
  Set<String> startKeyNames() {
    return index == null ? table.names() : index.keyNames();
  }

  /** The attributes that can be read here without going to the table; null for all. */
  @Nullable Set<String> projected() {
    return index == null ? null : index.projected();
  }

  /** The key bytes of an item (or of a start key) where it is read. */
  byte[] keyBytes(Item item) {
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
}
