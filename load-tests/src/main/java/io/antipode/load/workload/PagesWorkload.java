package io.antipode.load.workload;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Action;
import io.antipode.load.history.Guard;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Keys that stay between keys that come and go, and Queries and Scans in small pages over both.
 * Every region has a partition of its own; Scans see those of all regions.
 */
final class PagesWorkload extends ClosedLoop {
  private static final int MAX_PAGE = 7;

  PagesWorkload(WorkloadOptions options) {
    super(options);
  }

  @Override
  TableSpec table() {
    return new TableSpec(options().table(), true, false, false);
  }

  /** The even sort keys stay. */
  @Override
  void fill(Run run, Runnable ready) {
    List<Action> puts = new ArrayList<>();
    List<Session> sessions = new ArrayList<>();
    for (Region region : run.regions()) {
      Session session = new Session(run, region);
      for (int i = 0; i < options().keys(); i++) {
        puts.add(put(run, key(region, 2 * i)));
        sessions.add(session);
      }
    }
    Filling.all(run, sessions, puts, ready);
  }

  @Override
  void step(Run run, Session session, Consumer<Op> then) {
    SplittableRandom random = run.random();
    Key noise = key(session.region(), 2 * random.nextInt(options().keys()) + 1);
    int limit = 1 + random.nextInt(MAX_PAGE);
    Action action =
        switch (random.nextInt(8)) {
          case 0, 1 -> new Action.Delete(noise, Guard.NONE);
          case 2, 3 -> put(run, noise);
          case 4 -> new Action.Walk(options().table(), null, null, limit, true);
          default ->
              new Action.Walk(
                  options().table(), null, noise.partition(), limit, random.nextBoolean());
        };
    session.perform(action, then);
  }

  private static Action put(Run run, Key key) {
    return new Action.Put(key, Items.numbered(key, run.history().nextNumber()), Guard.NONE);
  }

  private Key key(Region region, int number) {
    return new Key(options().table(), region.name(), String.format(Locale.ROOT, "s%05d", number));
  }
}
