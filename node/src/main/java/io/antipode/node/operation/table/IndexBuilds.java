package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TimeToLive;
import io.antipode.cluster.placement.ShardId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a new global index ACTIVE in this region once every shard has built its part, and a change
 * of time to live done once every shard has carried it out. A shard that starts again builds and
 * reports again, so what is counted here need not last. Any thread.
 */
public final class IndexBuilds {
  private static final Logger LOG = LoggerFactory.getLogger(IndexBuilds.class);

  private final Catalog catalog;
  private final int shardCount;
  private final Map<Long, BitSet> builtByIndex = new HashMap<>();

  public IndexBuilds(Catalog catalog, int shardCount) {
    this.catalog = catalog;
    this.shardCount = shardCount;
  }

  /** A shard has built its part of an index. */
  public void built(long tableId, long indexId, ShardId shard) {
    synchronized (this) {
      BitSet built = builtByIndex.computeIfAbsent(indexId, id -> new BitSet());
      built.set(shard.number());
      if (built.cardinality() < shardCount) {
        return;
      }
      builtByIndex.remove(indexId);
    }
    TableDescriptor known = catalog.view().byId(tableId);
    if (known == null) {
      return;
    }
    UnaryOperator<@Nullable TableDescriptor> change =
        table -> table == null ? null : active(table, indexId);
    catalog
        .update(tableId, change)
        .whenComplete(
            (table, failure) -> {
              if (failure != null) {
                LOG.error(
                    "index {} of table {} is built, but can't be said so",
                    indexId,
                    tableId,
                    failure);
              }
            });
  }

  private static TableDescriptor active(TableDescriptor table, long indexId) {
    TimeToLive setting = table.shared().timeToLive();
    if (setting != null && setting.id() == indexId) {
      return table.withLocal(table.local().withTimeToLiveDone(indexId));
    }
    return table.withShared(
        table
            .shared()
            .withIndexes(
                table.indexes().stream()
                    .map(
                        index ->
                            index.id() == indexId
                                ? index.withStatus(IndexDescriptor.Status.ACTIVE)
                                : index)
                    .toList()));
  }
}
