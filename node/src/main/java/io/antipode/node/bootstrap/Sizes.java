package io.antipode.node.bootstrap;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.operation.table.TableSizes;
import java.util.Map;
import java.util.function.Consumer;

/** Sums up what the shards hold of a table. */
final class Sizes implements TableSizes {
  private final RegionNode node;

  Sizes(RegionNode node) {
    this.node = node;
  }

  @Override
  public void of(TableDescriptor table, Consumer<TableSize> then) {
    node.askShards(shard -> shard.digest(table.id()).items())
        .whenComplete(
            (counts, failure) ->
                then.accept(
                    failure != null
                        ? TableSize.EMPTY
                        : new TableSize(
                            counts.stream().mapToLong(Long::longValue).sum(), 0, Map.of())));
  }
}
