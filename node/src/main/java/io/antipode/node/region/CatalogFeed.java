package io.antipode.node.region;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.CatalogView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gives each taker the newest catalog, never one that is older than what it got before. A taker
 * that joins late starts with the catalog as it stands. Takers are called with the lock held, so
 * they must only hand the view on.
 */
final class CatalogFeed {
  private final Catalog catalog;

  /** Guarded by this. */
  private final List<Consumer<CatalogView>> takers = new ArrayList<>();

  CatalogFeed(Catalog catalog) {
    this.catalog = catalog;
    catalog.listen(ignored -> give());
  }

  synchronized void take(Consumer<CatalogView> taker) {
    takers.add(taker);
    taker.accept(catalog.view());
  }

  /** Reads the view inside the lock: two changes may be announced at once, and overtake. */
  private synchronized void give() {
    CatalogView view = catalog.view();
    takers.forEach(taker -> taker.accept(view));
  }
}
