package io.antipode.load.simulation;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.LocalCatalog;
import io.antipode.cluster.catalog.TableDescriptor;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A region's catalog as its members keep it together: a change takes its time, and what comes by
 * other ways may overtake it. Changes come one after the other; those that a process has not seen
 * done when it dies are not done.
 */
final class SimulatedCatalog implements Catalog {
  private static final long MAX_DELAY_NS = 20_000_000;

  private final World world;
  private final SimulatedProcess life;
  private final LocalCatalog kept;
  private final SplittableRandom random;
  private long lastNs;

  SimulatedCatalog(World world, SimulatedProcess life, LocalCatalog kept, SplittableRandom random) {
    this.world = world;
    this.life = life;
    this.kept = kept;
    this.random = random;
  }

  @Override
  public CatalogView view() {
    return kept.view();
  }

  @Override
  public CompletionStage<TableDescriptor> update(
      long tableId, UnaryOperator<@Nullable TableDescriptor> change) {
    CompletableFuture<TableDescriptor> done = new CompletableFuture<>();
    lastNs = Math.max(lastNs, world.nowNs() + 1 + random.nextLong(MAX_DELAY_NS));
    world.at(lastNs, () -> carryOut(tableId, change, done));
    return done;
  }

  private void carryOut(
      long tableId,
      UnaryOperator<@Nullable TableDescriptor> change,
      CompletableFuture<TableDescriptor> done) {
    if (life.dead()) {
      return;
    }
    if (life.pausedUntilNs() > world.nowNs()) {
      lastNs = Math.max(lastNs, life.pausedUntilNs());
      world.at(life.pausedUntilNs(), () -> carryOut(tableId, change, done));
      return;
    }
    kept.update(tableId, change)
        .whenComplete(
            (after, failure) -> {
              if (failure == null) {
                done.complete(after);
              } else {
                done.completeExceptionally(failure);
              }
            });
  }

  @Override
  public void listen(Consumer<CatalogView> listener) {
    kept.listen(listener);
  }
}
