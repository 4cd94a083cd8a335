package io.antipode.node.insight;

import io.antipode.node.index.TableKeys;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.ItemKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key that a request is about.
 *
 * @param partition the values of the partition key, in the schema's order
 * @param sort those of the sort key; empty where there is none or all of a partition was read
 */
public record Subject(List<AttributeValue> partition, List<AttributeValue> sort) {
  public Subject {
    partition = List.copyOf(partition);
    sort = List.copyOf(sort);
  }

  /** Of one item. */
  public static Subject of(ItemKey key) {
    AttributeValue sort = key.sortKey();
    return new Subject(List.of(key.partitionKey()), sort == null ? List.of() : List.of(sort));
  }

  /** The same where it is noted which keys of the table are used, else null. */
  public static @Nullable Subject ofWatched(TableKeys table, ItemKey key) {
    return table.isWatched() ? of(key) : null;
  }

  /** The partition alone. */
  Subject ofPartition() {
    return sort.isEmpty() ? this : new Subject(partition, List.of());
  }
}
