package io.antipode.cluster.catalog;

import java.util.List;
import java.util.stream.Stream;

/**
 * Names of the attributes that form a key. A table has one HASH and at most one RANGE attribute; a
 * global secondary index may have up to four of each.
 */
public record KeySchema(List<String> hash, List<String> range) {
  /** The most attributes of one role in a multi-attribute index key. */
  public static final int MAX_PARTS = 4;

  public KeySchema {
    hash = List.copyOf(hash);
    range = List.copyOf(range);
    if (hash.isEmpty() || hash.size() > MAX_PARTS || range.size() > MAX_PARTS) {
      throw new IllegalArgumentException("a key has 1 to 4 HASH and 0 to 4 RANGE attributes");
    }
  }

  /** A table's key. */
  public static KeySchema of(String partitionKey) {
    return new KeySchema(List.of(partitionKey), List.of());
  }

  /** A table's key. */
  public static KeySchema of(String partitionKey, String sortKey) {
    return new KeySchema(List.of(partitionKey), List.of(sortKey));
  }

  /** The (first) partition key attribute. */
  public String partitionKey() {
    return hash.getFirst();
  }

  public boolean hasSortKey() {
    return !range.isEmpty();
  }

  /** The (first) sort key attribute; only where {@link #hasSortKey}. */
  public String sortKey() {
    return range.getFirst();
  }

  /** All attribute names, HASH first. */
  public List<String> names() {
    return Stream.concat(hash.stream(), range.stream()).toList();
  }

  public boolean contains(String name) {
    return hash.contains(name) || range.contains(name);
  }
}
