package io.antipode.load.workload;

import io.antipode.load.history.Action;
import io.antipode.load.history.Action.Append;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Appends of unique numbers to lists, item by item or several at once in a transaction, and reads.
 * Lists belong to one region, since transactions are atomic there only. A list that has grown long
 * is left alone and another one takes its place.
 */
final class ListAppendWorkload extends ClosedLoop {
  private static final int APPENDS_OF_A_LIST = 100;
  private static final int MAX_PARTS = 3;

  private final boolean transactional;
  private long appends;

  ListAppendWorkload(WorkloadOptions options, boolean transactional) {
    super(options);
    this.transactional = transactional;
  }

  @Override
  void step(Run run, Session session, Consumer<Op> then) {
    SplittableRandom random = run.random();
    List<Key> keys = keys(session, random);
    boolean reads = random.nextInt(3) == 0;
    if (!transactional) {
      session.perform(
          reads ? new Action.Get(keys.getFirst(), true) : append(run, keys.getFirst()), then);
      return;
    }
    session.perform(
        reads
            ? new Action.TransactRead(keys)
            : new Action.TransactAppend(keys.stream().map(key -> append(run, key)).toList()),
        then);
  }

  private Append append(Run run, Key key) {
    appends++;
    return new Append(key, run.history().nextNumber());
  }

  /** Some different lists of the session's region. */
  private List<Key> keys(Session session, SplittableRandom random) {
    int first = (int) (appends / ((long) APPENDS_OF_A_LIST * options().keys())) * options().keys();
    TreeSet<Integer> numbers = new TreeSet<>();
    int parts = transactional ? 1 + random.nextInt(Math.min(MAX_PARTS, options().keys())) : 1;
    while (numbers.size() < parts) {
      numbers.add(first + random.nextInt(options().keys()));
    }
    List<Key> keys = new ArrayList<>();
    numbers.forEach(number -> keys.add(HomeKeys.key(options(), session.region(), number)));
    return keys;
  }
}
