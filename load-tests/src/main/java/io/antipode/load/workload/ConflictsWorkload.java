package io.antipode.load.workload;

import io.antipode.load.history.Action;
import io.antipode.load.history.Guard;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All regions write the same few keys: puts of items whose attributes differ in number and all
 * carry the write's number (so that a mixture of two writes shows), deletes, and eventual reads.
 */
final class ConflictsWorkload extends ClosedLoop {
  private static final List<String> ATTRIBUTES = List.of("a", "b", "c", "d");

  ConflictsWorkload(WorkloadOptions options) {
    super(options);
  }

  @Override
  TableSpec table() {
    return new TableSpec(options().table(), true, false, true);
  }

  @Override
  void step(Run run, Session session, Consumer<Op> then) {
    SplittableRandom random = run.random();
    int number = random.nextInt(options().keys());
    Key key = new Key(options().table(), "p" + number / 3, "s" + number % 3);
    int kind = random.nextInt(10);
    session.perform(
        kind < 6
            ? new Action.Put(key, item(key, run, random), kind == 0 ? Guard.ABSENT : Guard.NONE)
            : kind < 8 ? new Action.Delete(key, Guard.NONE) : new Action.Get(key, false),
        then);
  }

  private Item item(Key key, Run run, SplittableRandom random) {
    AttributeValue number = Items.number(run.history().nextNumber());
    TreeMap<String, AttributeValue> attributes = new TreeMap<>();
    attributes.put(Items.NUMBER, number);
    for (String name : ATTRIBUTES) {
      if (random.nextBoolean()) {
        attributes.put(name, number);
      }
    }
    attributes.put("pad", HomeKeys.padding(options(), random));
    return Items.with(key, attributes);
  }
}
