package io.antipode.load.workload;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Action;
import io.antipode.load.history.IndexContents;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Result;
import io.antipode.load.history.StreamContents;
import io.antipode.load.history.TableContents;
import io.antipode.node.item.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that a healed and quiet cluster holds, through its API: a Scan of each table
 * and index, and each stream from its beginning, in every region. Failed reads are repeated; the
 * caller has the deadline.
 */
public final class FinalReads {
  private static final int PAGE = 200;
  private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Run run;
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final List<TableContents> tables = new ArrayList<>();
  private final List<IndexContents> indexes = new ArrayList<>();
  private final List<StreamContents> streams = new ArrayList<>();

  /** What was there. */
  public record Contents(
      List<TableContents> tables, List<IndexContents> indexes, List<StreamContents> streams) {}

  private FinalReads(Run run) {
    this.run = run;
  }

  /** Reads all of these tables; {@code then} runs once, with everything. */
  public static void read(Run run, List<TableSpec> specs, Consumer<Contents> then) {
    FinalReads reads = new FinalReads(run);
    for (Region region : run.regions()) {
      Session session = new Session(run, region);
      for (TableSpec spec : specs) {
        reads.steps.add(() -> reads.table(session, spec));
        if (spec.indexed()) {
          reads.steps.add(() -> reads.index(session, spec));
        }
        if (spec.streamed()) {
          reads.steps.add(() -> reads.stream(region, spec));
        }
      }
    }
    reads.steps.add(() -> then.accept(new Contents(reads.tables, reads.indexes, reads.streams)));
    reads.next();
  }

  private void next() {
    Runnable step = steps.poll();
    if (step != null) {
      step.run();
    }
  }

  private void table(Session session, TableSpec spec) {
    scan(
        session,
        spec,
        null,
        shown -> {
          TreeMap<Key, Item> items = new TreeMap<>();
          shown.forEach(item -> items.put(Items.key(spec.name(), item), item));
          tables.add(new TableContents(session.region(), spec.name(), items, ""));
        });
  }

  private void index(Session session, TableSpec spec) {
    scan(
        session,
        spec,
        TableSpec.INDEX,
        shown ->
            indexes.add(new IndexContents(session.region(), spec.name(), TableSpec.INDEX, shown)));
  }

  private void scan(
      Session session, TableSpec spec, @Nullable String index, Consumer<List<Item>> found) {
    session.perform(
        new Action.Walk(spec.name(), index, null, PAGE, index == null),
        op -> {
          if (op.isOk() && op.result() instanceof Result.Shown shown) {
            found.accept(shown.items());
            next();
          } else {
            run.afterNs(RETRY_NS, () -> scan(session, spec, index, found));
          }
        });
  }

  private void stream(Region region, TableSpec spec) {
    new StreamConsumer(run, region, spec.name())
        .drain(
            shards -> {
              streams.add(new StreamContents(region, spec.name(), shards));
              next();
            });
  }
}
