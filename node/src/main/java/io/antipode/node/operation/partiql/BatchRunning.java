package io.antipode.node.operation.partiql;

import io.antipode.node.action.Answer;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemRead;
import io.antipode.node.action.ItemResult;
import io.antipode.node.action.ItemsRead;
import io.antipode.node.action.ReadItems;
import io.antipode.node.action.Refused;
import io.antipode.node.action.Units;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Failures;
import io.antipode.node.insight.Subject;
import io.antipode.node.item.Item;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.Refusals;
import io.antipode.node.operation.partiql.BatchResult.Outcome;
import io.antipode.replication.clock.Version;
import io.antipode.replication.memory.MemoryUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A batch under way: each statement goes to its item's shard, and the last one to end makes the
 * answer, on whatever loop that is.
 */
final class BatchRunning {
  private final OperationContext context;
  private final List<BatchStep> steps;
  private final CapacityWanted capacity;
  private final Answer<BatchResult> answer;
  private final AtomicReferenceArray<@Nullable Outcome> outcomes;
  private final AtomicInteger missing;

  /** Of items that were read, to be given back once the answer is made. */
  private final AtomicLong heldBytes = new AtomicLong();

  BatchRunning(
      OperationContext context,
      List<BatchStep> steps,
      CapacityWanted capacity,
      Answer<BatchResult> answer) {
    this.context = context;
    this.steps = steps;
    this.capacity = capacity;
    this.answer = answer;
    this.outcomes = new AtomicReferenceArray<>(steps.size());
    this.missing = new AtomicInteger(steps.size());
  }

  void start() {
    for (int i = 0; i < steps.size(); i++) {
      Ending ending = new Ending(i);
      switch (steps.get(i)) {
        case BatchStep.Refuse(ApiError error, var _, String tableName) ->
            ending.end(new Outcome(error, tableName, null, null));
        case BatchStep.Get get -> read(get, ending);
        case BatchStep.Act(ItemAction action) -> write(action, ending);
      }
    }
  }

  private void read(BatchStep.Get get, Ending ending) {
    ApiError throttled =
        context
            .admission()
            .tryRead(
                get.table(),
                null,
                Subject.ofWatched(get.table(), get.key()),
                Units.read(0, get.consistent()));
    if (throttled != null) {
      ending.end(new Outcome(throttled, get.table().table().name(), null, null));
      return;
    }
    context
        .shards()
        .send(
            context.shards().shardOf(get.key()),
            new ReadItems(List.of(get.key())),
            new Reading(get, ending));
  }

  private void write(ItemAction action, Ending ending) {
    ApiError throttled = context.admission().tryWrite(action, ExecuteStatement.LEAST_UNITS);
    if (throttled != null) {
      ending.end(new Outcome(throttled, action.table().table().name(), null, null));
      return;
    }
    context
        .shards()
        .send(context.shards().shardOf(action.key()), action, new Writing(action, ending));
  }

  private void finish() {
    try {
      List<Outcome> all = new ArrayList<>(steps.size());
      for (int i = 0; i < steps.size(); i++) {
        all.add(Objects.requireNonNull(outcomes.get(i), "answered before all ended"));
      }
      answer.succeed(new BatchResult(all, capacity));
    } finally {
      context.memory().share(MemoryUse.READS).giveBack(heldBytes.get());
    }
  }

  /** Where the outcome of one statement goes. */
  private final class Ending {
    private final int place;

    Ending(int place) {
      this.place = place;
    }

    void end(Outcome outcome) {
      outcomes.set(place, outcome);
      if (missing.decrementAndGet() == 0) {
        finish();
      }
    }

    void fail(Throwable failure, String tableName) {
      ApiError known = Failures.errorOf(failure);
      end(new Outcome(known == null ? Failures.DEFECT : known, tableName, null, null));
    }
  }

  private final class Reading implements Answer<ItemsRead> {
    private final BatchStep.Get get;
    private final Ending ending;

    Reading(BatchStep.Get get, Ending ending) {
      this.get = get;
      this.ending = ending;
    }

    @Override
    public void succeed(ItemsRead read) {
      switch (read) {
        case ItemsRead.Gathered(List<ItemRead> reads, long held) -> {
          heldBytes.addAndGet(held);
          if (reads.isEmpty()) {
            fail(
                new ApiException(
                    new ApiError(ErrorType.THROTTLING, Failures.TOO_MANY_READS.message())));
          } else {
            found(reads.getFirst());
          }
        }
        case Refused refused -> fail(Refusals.of(refused));
      }
    }

    private void found(ItemRead read) {
      switch (read) {
        case ItemRead.Found(Version _, Item item) -> ended(item);
        case ItemRead.Absent _ -> ended(null);
        case Refused refused -> fail(Refusals.of(refused));
      }
    }

    private void ended(@Nullable Item item) {
      CapacityUse use = new CapacityUse();
      use.addTable(Units.read(item == null ? 0 : item.sizeBytes(), get.consistent()));
      settle(use);
      context.capacity().consumed(tableName(), use.total(), 0);
      ending.end(new Outcome(null, tableName(), item == null ? null : get.view().apply(item), use));
    }

    private void settle(@Nullable CapacityUse use) {
      context
          .admission()
          .endRead(
              get.table(),
              null,
              Subject.ofWatched(get.table(), get.key()),
              use,
              Units.read(0, get.consistent()));
    }

    private String tableName() {
      return get.table().table().name();
    }

    @Override
    public void fail(Throwable failure) {
      settle(null);
      ending.fail(failure, tableName());
    }
  }

  private final class Writing implements Answer<ItemResult> {
    private final ItemAction action;
    private final Ending ending;

    Writing(ItemAction action, Ending ending) {
      this.action = action;
      this.ending = ending;
    }

    @Override
    public void succeed(ItemResult result) {
      switch (result) {
        case ItemResult.Done(Version _, Item returned, CapacityUse use) ->
            ended(null, returned, use);
        case ItemResult.ConditionFailed(Item item, CapacityUse use) ->
            ended(ExecuteStatement.conditionFailed(action, item), null, use);
        case ItemResult.Invalid(String message, CapacityUse use) ->
            ended(ApiError.validation(message), null, use);
        case Refused refused -> fail(Refusals.of(refused));
      }
    }

    private void ended(@Nullable ApiError error, @Nullable Item returned, CapacityUse use) {
      context.admission().endWrite(action, use, ExecuteStatement.LEAST_UNITS);
      context.capacity().consumed(tableName(), 0, use.total());
      ending.end(new Outcome(error, tableName(), returned, use));
    }

    private String tableName() {
      return action.table().table().name();
    }

    @Override
    public void fail(Throwable failure) {
      context.admission().endWrite(action, null, ExecuteStatement.LEAST_UNITS);
      ending.fail(failure, tableName());
    }
  }
}
