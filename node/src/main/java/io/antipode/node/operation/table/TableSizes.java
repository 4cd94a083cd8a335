package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.TableDescriptor;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** How much a table holds in this region; may be some seconds old. */
public interface TableSizes {
  /** Known at once or later, on any event loop. */
  CompletionStage<TableSize> of(TableDescriptor table);

  /**
   * A table's size.
   *
   * @param bytes by DynamoDB's rules of item size
   * @param indexItems entries of each index by its id; absent where unknown
   */
  record TableSize(long items, long bytes, Map<Long, Long> indexItems) {
    public static final TableSize EMPTY = new TableSize(0, 0, Map.of());
  }
}
