package io.antipode.load.workload;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Action;
import io.antipode.load.history.Guard;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Result;
import io.antipode.node.item.Item;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Puts, consistent reads, compare-and-set and deletes of unique numbers over few keys, each of
 * which belongs to one region. For linearizability and sessions.
 */
final class RegisterWorkload extends ClosedLoop {
  /** What somebody last saw: compare-and-set should often succeed. */
  private final Map<Key, Long> seen = new HashMap<>();

  private final Rotation keys;

  RegisterWorkload(WorkloadOptions options) {
    super(options);
    keys = new Rotation(options);
  }

  @Override
  void step(Run run, Session session, Consumer<Op> then) {
    session.perform(
        next(run, session.region()),
        op -> {
          remember(op);
          then.accept(op);
        });
  }

  private Action next(Run run, Region home) {
    SplittableRandom random = run.random();
    Key key = keys.any(home, random);
    int kind = random.nextInt(20);
    if (kind < 9) {
      return new Action.Get(key, true);
    }
    if (kind < 11) {
      return new Action.Delete(key, Guard.NONE);
    }
    long number = run.history().nextNumber();
    Item item =
        Items.with(
            key,
            Map.of(Items.NUMBER, Items.number(number), "pad", HomeKeys.padding(options(), random)));
    if (kind < 15) {
      return new Action.Put(key, item, Guard.NONE);
    }
    long expected = seen.getOrDefault(key, 0L);
    return new Action.Put(key, item, expected == 0 ? Guard.ABSENT : new Guard.NumberIs(expected));
  }

  private void remember(Op op) {
    if (!op.isOk()) {
      return;
    }
    if (op.action() instanceof Action.Put put) {
      seen.put(put.key(), Items.number(put.item()));
    } else if (op.action() instanceof Action.Delete delete) {
      seen.remove(delete.key());
    } else if (op.action() instanceof Action.Get get && op.result() instanceof Result.Found found) {
      seen.put(get.key(), Items.numberOrZero(found.item()));
    }
  }
}
