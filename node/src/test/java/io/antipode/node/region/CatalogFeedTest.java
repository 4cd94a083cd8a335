package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.TableDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CatalogFeedTest {
  /** A catalog whose announcements can come late. */
  private static final class SlowCatalog implements Catalog {
    CatalogView view = CatalogView.of(List.of());
    final List<Consumer<CatalogView>> listeners = new ArrayList<>();

    @Override
    public CatalogView view() {
      return view;
    }

    @Override
    public CompletionStage<TableDescriptor> update(
        long tableId, UnaryOperator<@Nullable TableDescriptor> change) {
      throw new UnsupportedOperationException("only announces");
    }

    @Override
    public void listen(Consumer<CatalogView> listener) {
      listeners.add(listener);
    }

    void announce(CatalogView announced) {
      listeners.forEach(listener -> listener.accept(announced));
    }
  }

  private final SlowCatalog catalog = new SlowCatalog();
  private final CatalogFeed feed = new CatalogFeed(catalog);
  private final List<CatalogView> taken = new ArrayList<>();

  @Test
  void whoJoinsStartsWithTheCatalogAsItStands() {
    feed.take(taken::add);
    assertEquals(List.of(catalog.view), taken);
  }

  @Test
  void anAnnouncementThatWasOvertakenBringsTheNewestCatalogAllTheSame() {
    CatalogView overtaken = catalog.view;
    CatalogView newest = CatalogView.of(List.of());
    catalog.view = newest;
    feed.take(taken::add);
    catalog.announce(overtaken);
    assertSame(newest, taken.getLast());
  }
}
