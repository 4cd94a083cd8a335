package io.antipode.node.operation.item;

import io.antipode.node.action.Answer;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemResult;
import io.antipode.node.action.Refused;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.item.Item;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.Refusals;
import io.antipode.replication.clock.Version;

/** Sends what is done to an item to its shard, and turns how it ended into what the API says. */
final class ItemWriter {
  /** What a write consumes at least. */
  private static final double LEAST_UNITS = 1;

  private final OperationContext context;

  ItemWriter(OperationContext context) {
    this.context = context;
  }

  void run(ItemAction action, WriteOptions options, Caller caller, Answer<WriteResult> answer) {
    context.admission().beginWrite(action, LEAST_UNITS);
    context
        .shards()
        .send(
            context.shards().shardOf(action.key()),
            action,
            new Ending(action, options, caller, answer));
  }

  private final class Ending implements Answer<ItemResult> {
    private final ItemAction action;
    private final WriteOptions options;
    private final Caller caller;
    private final Answer<WriteResult> answer;

    Ending(ItemAction action, WriteOptions options, Caller caller, Answer<WriteResult> answer) {
      this.action = action;
      this.options = options;
      this.caller = caller;
      this.answer = answer;
    }

    @Override
    public void succeed(ItemResult result) {
      switch (result) {
        case ItemResult.Done done -> done(done);
        case ItemResult.ConditionFailed(Item item, CapacityUse use) -> {
          consumed(use);
          answer.fail(new ApiException(ApiError.conditionFailed(item)));
        }
        case ItemResult.Invalid(String message, CapacityUse use) -> {
          consumed(use);
          answer.fail(ApiException.validation(message));
        }
        case Refused refused -> fail(Refusals.of(refused));
      }
    }

    private void done(ItemResult.Done done) {
      consumed(done.use());
      Version version = done.version();
      if (version != null) {
        caller.header("x-antipode-version", version.toString());
      }
      answer.succeed(new WriteResult(action, options, done));
    }

    private void consumed(CapacityUse use) {
      context.capacity().consumed(action.table().table().name(), 0, use.total());
      context.admission().endWrite(action, use, LEAST_UNITS);
    }

    @Override
    public void fail(Throwable failure) {
      context.admission().endWrite(action, null, LEAST_UNITS);
      answer.fail(failure);
    }
  }
}
