package io.antipode.load.workload;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Action;
import io.antipode.load.history.Guard;
import io.antipode.load.history.HistoryLines;
import io.antipode.load.history.Items;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.Result;
import io.antipode.node.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client of one region, which does one thing at a time and records it. */
final class Session {
  private final Run run;
  private final Region region;
  private final Api api;
  private final int process;

  Session(Run run, Region region) {
    this.run = run;
    this.region = region;
    api = run.api(region);
    process = run.history().nextProcess();
  }

  Region region() {
    return region;
  }

  Api api() {
    return api;
  }

  /** Does an action and takes the finished operation. */
  void perform(Action action, Consumer<Op> then) {
    if (action instanceof Action.Walk walk) {
      page(walk, invoke(walk), new ArrayList<>(), null, then);
      return;
    }
    call(action, Request.of(action), answered -> then.accept(answered.op()));
  }

  /** An operation and what its answer held besides. */
  record Answered(Op op, Answer answer) {}

  /** Does an action by this one request. */
  void call(Action action, Request request, Consumer<Answered> then) {
    int id = invoke(action);
    api.call(
        request.name(),
        request.body(),
        reply -> {
          Answer answer = Answer.read(table(action), reply);
          Result result = Wire.result(action, reply, answer);
          then.accept(new Answered(complete(id, reply, answer, result), answer));
        });
  }

  private static String table(Action action) {
    return action instanceof Action.ReadStream read ? read.table() : "";
  }

  /** Unguarded puts of distinct items in one BatchWriteItem, recorded one by one. */
  void batch(String table, List<Item> items, Consumer<List<Op>> then) {
    List<Integer> ids = new ArrayList<>();
    for (Item item : items) {
      ids.add(invoke(new Action.Put(Items.key(table, item), item, Guard.NONE)));
    }
    Request request = Request.batch(table, items);
    api.call(
        request.name(),
        request.body(),
        reply -> {
          Answer answer = Answer.read(table, reply);
          List<Op> ops = new ArrayList<>();
          for (int i = 0; i < items.size(); i++) {
            boolean left = reply.isOk() && answer.unprocessed.contains(items.get(i));
            ops.add(
                run.history()
                    .complete(
                        ids.get(i),
                        run.nowNs(),
                        left ? Outcome.FAIL : Wire.outcome(reply),
                        left ? "unprocessed" : Wire.error(reply, answer),
                        Result.NOTHING,
                        // The header can name one version, and each put has its own.
                        null));
          }
          then.accept(ops);
        });
  }

  private void page(
      Action.Walk walk, int id, List<Item> shown, @Nullable Item after, Consumer<Op> then) {
    Request request = Request.page(walk, after);
    api.call(
        request.name(),
        request.body(),
        reply -> {
          Answer answer = Answer.read(walk.table(), reply);
          answer.items.forEach(item -> shown.add(Objects.requireNonNull(item)));
          if (reply.isOk() && answer.lastKey != null) {
            page(walk, id, shown, answer.lastKey, then);
          } else {
            then.accept(complete(id, reply, answer, new Result.Shown(List.copyOf(shown))));
          }
        });
  }

  private int invoke(Action action) {
    return run.history().invoke(process, region, action, run.nowNs());
  }

  private Op complete(int id, Reply reply, Answer answer, Result result) {
    return run.history()
        .complete(
            id,
            run.nowNs(),
            Wire.outcome(reply),
            Wire.error(reply, answer),
            result,
            HistoryLines.version(reply.version()));
  }
}
