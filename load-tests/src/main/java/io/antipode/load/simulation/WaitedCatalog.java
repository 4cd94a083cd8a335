package io.antipode.load.simulation;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.TableDescriptor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A catalog with a thread of its own, for a world that has but one: each change is waited for, so
 * that what it does is done before the world goes on.
 */
record WaitedCatalog(Catalog catalog) implements Catalog {
  @Override
  public CatalogView view() {
    return catalog.view();
  }

  @Override
  public CompletionStage<TableDescriptor> update(
      long tableId, UnaryOperator<@Nullable TableDescriptor> change) {
    CompletableFuture<TableDescriptor> changed =
        catalog.update(tableId, change).toCompletableFuture();
    changed.handle((after, failure) -> failure == null).join();
    return changed;
  }

  @Override
  public void listen(Consumer<CatalogView> listener) {
    catalog.listen(listener);
  }
}
