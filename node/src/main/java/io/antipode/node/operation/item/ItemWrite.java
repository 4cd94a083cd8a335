package io.antipode.node.operation.item;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.ExpressionException;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.CapacityUse;
import io.antipode.node.operation.data.CollectionMetrics;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Hop;
import io.antipode.node.operation.data.Member;
import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write of one item under way: decides on the shard's loop, then answers there. A condition
 * that fails, and whatever the decision throws, writes nothing and becomes the answer.
 */
abstract class ItemWrite implements Shard.Decider, Shard.WriteCallback {
  private final OperationContext context;
  private final Call call;
  private final DataRequest request;
  private final TableKeys keys;
  private final ItemKey key;
  private final @Nullable Condition condition;
  private @Nullable RuntimeException failure;

  ItemWrite(
      OperationContext context,
      Call call,
      DataRequest request,
      TableKeys keys,
      ItemKey key,
      @Nullable Condition condition) {
    this.context = context;
    this.call = call;
    this.request = request;
    this.keys = keys;
    this.key = key;
    this.condition = condition;
  }

  /** What becomes of an item that satisfies the condition. */
  abstract Shard.Decision change(@Nullable Item current);

  /** Writes the member {@code Attributes}, where it is wanted. */
  abstract void writeAttributes(JsonOut out, @Nullable Item before, @Nullable Item after);

  final void start() {
    ShardId shard = ShardId.of(key.partitionHash(), context.shards().shardCount());
    Hop.run(context.shards(), shard, call, arrived -> arrived.write(key, this, this));
  }

  @Override
  public final Shard.Decision decide(@Nullable Item current) {
    try {
      if (condition != null && !condition.test(current)) {
        throw conditionFailed(current);
      }
      return change(current);
    } catch (ApiException | ExpressionException | InvalidItemException e) {
      failure = e;
      return Shard.Decision.Nothing.INSTANCE;
    }
  }

  private ApiException conditionFailed(@Nullable Item current) {
    boolean wanted =
        "ALL_OLD".equals(request.text(Member.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE));
    return new ApiException(
        new ApiError(
            ErrorType.CONDITIONAL_CHECK_FAILED,
            "The conditional request failed",
            wanted ? current : null,
            List.of()));
  }

  @Override
  public final void committed(
      @Nullable Version version, @Nullable Item before, @Nullable Item after) {
    Hop.guard(call, () -> answer(version, before, after));
  }

  @Override
  public final void refused(Shard.WriteRefusal refusal) {
    call.fail(Hop.refused(refusal));
  }

  private void answer(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
    CapacityUse use = new CapacityUse();
    use.addWrite(keys, key, before, after);
    context.capacity().consumed(keys.table().name(), 0, use.total());
    if (failure != null) {
      throw failure;
    }
    if (version != null) {
      call.header("x-antipode-version", version.toString());
    }
    JsonOut out = new JsonOut().beginObject();
    writeAttributes(out, before, after);
    use.write(out, CapacityUse.Wanted.by(request), keys.table().name());
    if (CollectionMetrics.wanted(request, keys)) {
      CollectionMetrics.writeValue(out.name("ItemCollectionMetrics"), keys, key);
    }
    call.succeed(out.endObject());
  }
}
