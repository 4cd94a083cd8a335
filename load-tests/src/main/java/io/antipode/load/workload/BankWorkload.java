package io.antipode.load.workload;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Action;
import io.antipode.load.history.Guard;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Transfers between the accounts of one region, in transactions, and transactional reads of all of
 * them: their sum never changes.
 */
final class BankWorkload extends ClosedLoop {
  private static final long OPENING_BALANCE = 100;
  private static final int MAX_AMOUNT = 30;

  BankWorkload(WorkloadOptions options) {
    super(options);
  }

  @Override
  void fill(Run run, Runnable ready) {
    List<Action> openings = new ArrayList<>();
    List<Session> tellers = new ArrayList<>();
    for (Region region : run.regions()) {
      Session teller = new Session(run, region);
      for (Key key : accounts(region)) {
        openings.add(new Action.Put(key, Items.numbered(key, OPENING_BALANCE), Guard.NONE));
        tellers.add(teller);
      }
    }
    Filling.all(run, tellers, openings, ready);
  }

  @Override
  void step(Run run, Session session, Consumer<Op> then) {
    SplittableRandom random = run.random();
    List<Key> accounts = accounts(session.region());
    if (random.nextInt(3) == 0) {
      session.perform(new Action.TransactRead(accounts), then);
      return;
    }
    int from = random.nextInt(accounts.size());
    int to = (from + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
    session.perform(
        new Action.Transfer(
            accounts.get(from), accounts.get(to), random.nextLong(1, MAX_AMOUNT + 1)),
        then);
  }

  /** At least two. */
  private List<Key> accounts(Region region) {
    return IntStream.range(0, Math.max(2, options().keys()))
        .mapToObj(i -> HomeKeys.key(options(), region, i))
        .toList();
  }
}
