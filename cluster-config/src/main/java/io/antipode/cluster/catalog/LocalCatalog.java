package io.antipode.cluster.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A catalog in memory that keeps nothing: for simulations, where its owner restores what it needs,
 * and for tests. Changes happen at once, on the caller's thread, one after the other; listeners are
 * called before the change returns.
 */
public final class LocalCatalog implements Catalog {
  private final List<Consumer<CatalogView>> listeners = new ArrayList<>();
  private volatile CatalogView view;

  public LocalCatalog() {
    this(CatalogView.EMPTY);
  }

  /** A catalog that begins with these tables. */
  public LocalCatalog(CatalogView initial) {
    view = initial;
  }

  @Override
  public CatalogView view() {
    return view;
  }

  @Override
  public synchronized CompletionStage<TableDescriptor> update(
      long tableId, UnaryOperator<@Nullable TableDescriptor> change) {
    TableDescriptor before = view.byId(tableId);
    TableDescriptor after;
    try {
      after = change.apply(before);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    if (after == null) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("a change left no descriptor of table " + tableId));
    }
    if (!after.equals(before)) {
      view = view.with(after);
      List.copyOf(listeners).forEach(listener -> listener.accept(view));
    }
    return CompletableFuture.completedFuture(after);
  }

  @Override
  public synchronized void listen(Consumer<CatalogView> listener) {
    listeners.add(listener);
  }
}
