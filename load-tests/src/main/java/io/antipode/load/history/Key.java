package io.antipode.load.history;

import org.jspecify.annotations.Nullable;

/**
 * Names an item. The tables of all workloads have a partition key {@code pk} and, some, a sort key
 * {@code sk}, both strings.
 *
 * @param sort null in a table without a sort key
 */
public record Key(String table, String partition, @Nullable String sort)
    implements Comparable<Key> {
  public static Key of(String table, String partition) {
    return new Key(table, partition, null);
  }

  @Override
  public int compareTo(Key other) {
    int byTable = table.compareTo(other.table);
    int byPartition = byTable != 0 ? byTable : partition.compareTo(other.partition);
    return byPartition != 0 ? byPartition : text(sort).compareTo(text(other.sort));
  }

  private static String text(@Nullable String sort) {
    return sort == null ? "" : sort;
  }

  @Override
  public String toString() {
    return table + "/" + partition + (sort == null ? "" : "/" + sort);
  }
}
