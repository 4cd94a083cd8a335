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
 * and index, and each stream from its beginning, in all regions side by side. Failed reads are
 * repeated; the caller has the deadline.
 */
public final class FinalReads {
  private static final int PAGE = 200;
  private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Run run;
  private final Consumer<String> told;
  private final Consumer<Contents> then;
  private int regionsLeft;
  private final List<TableContents> tables = new ArrayList<>();
  private final List<IndexContents> indexes = new ArrayList<>();
  private final List<StreamContents> streams = new ArrayList<>();

  /** What was there. */
  public record Contents(
      List<TableContents> tables, List<IndexContents> indexes, List<StreamContents> streams) {}

  private FinalReads(Run run, Consumer<String> told, Consumer<Contents> then) {
    this.run = run;
    this.told = told;
    this.then = then;
    regionsLeft = run.regions().size();
  }

  /** Reads all of these tables; {@code then} runs once, with everything. */
  public static void read(Run run, List<TableSpec> specs, Consumer<Contents> then) {
    read(run, specs, line -> {}, then);
  }

  /**
   * The same.
   *
   * @param told hears a line for people whenever something has been read
   */
  public static void read(
      Run run, List<TableSpec> specs, Consumer<String> told, Consumer<Contents> then) {
    FinalReads reads = new FinalReads(run, told, then);
    for (Region region : run.regions()) {
      Session session = new Session(run, region);
      Deque<Consumer<Runnable>> steps = new ArrayDeque<>();
      for (TableSpec spec : specs) {
        steps.add(next -> reads.table(session, spec, next));
        if (spec.indexed()) {
          steps.add(next -> reads.index(session, spec, next));
        }
        if (spec.streamed()) {
          steps.add(next -> reads.stream(region, spec, next));
        }
      }
      reads.go(steps);
    }
  }

  private void go(Deque<Consumer<Runnable>> steps) {
    Consumer<Runnable> step = steps.poll();
    if (step != null) {
      step.accept(() -> go(steps));
    } else if (--regionsLeft == 0) {
      then.accept(new Contents(tables, indexes, streams));
    }
  }

  private void table(Session session, TableSpec spec, Runnable next) {
    scan(
        session,
        spec,
        null,
        shown -> {
          TreeMap<Key, Item> items = new TreeMap<>();
          shown.forEach(item -> items.put(Items.key(spec.name(), item), item));
          tables.add(new TableContents(session.region(), spec.name(), items, ""));
          tell(session.region(), spec, items.size(), "items");
          next.run();
        });
  }

  private void tell(Region region, TableSpec spec, int count, String what) {
    told.accept("%s: %,d %s of %s".formatted(region, count, what, spec.name()));
  }

  private void index(Session session, TableSpec spec, Runnable next) {
    scan(
        session,
        spec,
        TableSpec.INDEX,
        shown -> {
          indexes.add(new IndexContents(session.region(), spec.name(), TableSpec.INDEX, shown));
          tell(session.region(), spec, shown.size(), "index entries");
          next.run();
        });
  }

  private void scan(
      Session session, TableSpec spec, @Nullable String index, Consumer<List<Item>> found) {
    session.perform(
        new Action.Walk(spec.name(), index, null, PAGE, index == null),
        op -> {
          if (op.isOk() && op.result() instanceof Result.Shown shown) {
            found.accept(shown.items());
          } else {
            run.afterNs(RETRY_NS, () -> scan(session, spec, index, found));
          }
        });
  }

  private void stream(Region region, TableSpec spec, Runnable next) {
    new StreamConsumer(run, region, spec.name())
        .drain(
            shards -> {
              streams.add(new StreamContents(region, spec.name(), shards));
              tell(
                  region,
                  spec,
                  shards.values().stream().mapToInt(List::size).sum(),
                  "stream records");
              next.run();
            });
  }
}
