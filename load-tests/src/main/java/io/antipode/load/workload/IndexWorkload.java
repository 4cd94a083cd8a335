package io.antipode.load.workload;

import io.antipode.load.history.Action;
import io.antipode.load.history.Guard;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Items of all regions move into, within and out of a global index, and Queries of the index run
 * beside.
 */
final class IndexWorkload extends ClosedLoop {
  private static final int GROUPS = 3;
  private static final int PAGE = 4;

  IndexWorkload(WorkloadOptions options) {
    super(options);
  }

  @Override
  TableSpec table() {
    return new TableSpec(options().table(), false, true, true);
  }

  @Override
  void step(Run run, Session session, Consumer<Op> then) {
    SplittableRandom random = run.random();
    Key key = Key.of(options().table(), "k" + random.nextInt(options().keys()));
    String group = "g" + random.nextInt(GROUPS);
    int kind = random.nextInt(10);
    session.perform(
        kind < 6
            ? new Action.Put(key, item(run, key, kind == 0 ? "" : group), Guard.NONE)
            : kind < 8
                ? new Action.Delete(key, Guard.NONE)
                : new Action.Walk(options().table(), TableSpec.INDEX, group, PAGE, false),
        then);
  }

  /** With an empty group the item is not in the index. */
  private Item item(Run run, Key key, String group) {
    TreeMap<String, AttributeValue> attributes = new TreeMap<>();
    attributes.put(Items.NUMBER, Items.number(run.history().nextNumber()));
    attributes.put("pad", HomeKeys.padding(options(), run.random()));
    if (!group.isEmpty()) {
      attributes.put(Items.INDEX_KEY, new AttributeValue.S(group));
    }
    return Items.with(key, attributes);
  }
}
