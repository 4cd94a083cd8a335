package io.antipode.load.workload;

import io.antipode.load.history.Action;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.node.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Puts of many items in one BatchWriteItem, over keys of one region, and consistent reads. */
final class BatchWorkload extends ClosedLoop {
  private static final int MAX_BATCH = 25;

  private final Rotation rotation;

  BatchWorkload(WorkloadOptions options) {
    super(options);
    rotation = new Rotation(options);
  }

  @Override
  void step(Run run, Session session, Consumer<Op> then) {
    SplittableRandom random = run.random();
    if (random.nextInt(3) == 0) {
      Key key = rotation.any(session.region(), random);
      session.perform(new Action.Get(key, true), then);
      return;
    }
    TreeSet<Key> keys = new TreeSet<>();
    for (int i = random.nextInt(MAX_BATCH); i >= 0; i--) {
      keys.add(rotation.any(session.region(), random));
    }
    List<Item> items = new ArrayList<>();
    for (Key key : keys) {
      items.add(
          Items.with(
              key,
              Map.of(
                  Items.NUMBER,
                  Items.number(run.history().nextNumber()),
                  "pad",
                  HomeKeys.padding(options(), random))));
    }
    session.batch(options().table(), items, ops -> then.accept(ops.getFirst()));
  }
}
