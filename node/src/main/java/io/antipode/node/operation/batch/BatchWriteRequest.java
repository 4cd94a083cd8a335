package io.antipode.node.operation.batch;

import io.antipode.node.item.Item;
import io.antipode.node.operation.data.CapacityWanted;
import java.util.List;

/**
 * What BatchWriteItem is asked: of each table, in the request's order.
 *
 * @param metrics whether {@code ItemCollectionMetrics} are wanted
 */
public record BatchWriteRequest(List<OfTable> tables, CapacityWanted capacity, boolean metrics) {
  /**
   * The writes of one table.
   *
   * @param tableName as the request has it
   */
  public record OfTable(String tableName, List<Write> writes) {}

  /** One write. */
  public sealed interface Write {
    /** {@code PutRequest}. */
    record Put(Item item) implements Write {}

    /** {@code DeleteRequest}. */
    record Delete(Item key) implements Write {}
  }
}
