package io.antipode.cluster.catalog;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One region's tables: the port behind which Hazelcast (a running node) or a plain map (a
 * simulation) keeps them. Reads never block. A change is durable before its stage completes, and
 * listeners have been told before that too.
 */
public interface Catalog {
  /** The newest view that this node has seen; any thread, never blocks. */
  CatalogView view();

  /**
   * Changes one table atomically within the region.
   *
   * @param tableId the table
   * @param change from the present descriptor, null where there is none, to the new one; must be
   *     pure, may be retried; returning its argument changes nothing
   * @return completes with the descriptor as it stands afterwards, or exceptionally with what
   *     {@code change} threw
   */
  CompletionStage<TableDescriptor> update(
      long tableId, UnaryOperator<@Nullable TableDescriptor> change);

  /**
   * Adds a table whose name no other has. That is looked at when it is added, so of several that
   * want one name at once, one gets it.
   *
   * @param taken what the stage fails with where another has the name
   */
  default CompletionStage<TableDescriptor> add(
      TableDescriptor table, Supplier<? extends RuntimeException> taken) {
    return update(
        table.id(),
        before -> {
          TableDescriptor other = view().byName(table.name());
          if (other != null && other.id() != table.id()) {
            throw taken.get();
          }
          return table;
        });
  }

  /** Calls back with each new view; on a thread of the catalog's choosing. */
  void listen(Consumer<CatalogView> listener);
}
