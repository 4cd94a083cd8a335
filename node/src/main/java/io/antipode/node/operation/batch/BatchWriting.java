package io.antipode.node.operation.batch;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemResult;
import io.antipode.node.action.Refused;
import io.antipode.node.action.WriteItems;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.Refusals;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.replication.clock.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The writes of a BatchWriteItem under way: one message to each shard that has any of them; the
 * last shard to answer makes the result. What a shard refused, or what its table's capacity does
 * not let begin, is unprocessed; where that is all, the request fails.
 */
final class BatchWriting {
  /** What each write consumes at least. */
  private static final double LEAST_UNITS = 1;

  private final OperationContext context;
  private final BatchWriteRequest request;
  private final List<Planned> writes;
  private final Caller caller;
  private final Answer<BatchWriteResult> answer;
  private final AtomicReferenceArray<@Nullable ItemResult> results;

  /** Set before anything is sent, of the writes that may not begin. */
  private final @Nullable ApiError[] throttled;

  private final AtomicInteger shardsMissing = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  BatchWriting(
      OperationContext context,
      BatchWriteRequest request,
      List<Planned> writes,
      Caller caller,
      Answer<BatchWriteResult> answer) {
    this.context = context;
    this.request = request;
    this.writes = writes;
    this.caller = caller;
    this.answer = answer;
    this.results = new AtomicReferenceArray<>(writes.size());
    this.throttled = new @Nullable ApiError[writes.size()];
  }

  void start() {
    Map<ShardId, List<Integer>> byShard = new HashMap<>();
    for (int i = 0; i < writes.size(); i++) {
      ItemAction action = writes.get(i).action();
      throttled[i] = context.admission().tryWrite(action, LEAST_UNITS);
      if (throttled[i] == null) {
        ShardId shard = context.shards().shardOf(action.key());
        byShard.computeIfAbsent(shard, key -> new ArrayList<>()).add(i);
      }
    }
    if (byShard.isEmpty()) {
      answer.fail(new ApiException(Objects.requireNonNull(throttled[0])));
      return;
    }
    shardsMissing.set(byShard.size());
    byShard.forEach(
        (shard, positions) ->
            context
                .shards()
                .send(
                    shard,
                    new WriteItems(positions.stream().map(at -> writes.get(at).action()).toList()),
                    new OfShard(positions)));
  }

  /** The answer of one shard. */
  private final class OfShard implements Answer<List<ItemResult>> {
    private final List<Integer> positions;

    OfShard(List<Integer> positions) {
      this.positions = positions;
    }

    @Override
    public void succeed(List<ItemResult> ended) {
      for (int i = 0; i < ended.size(); i++) {
        results.set(positions.get(i), ended.get(i));
      }
      shardEnded();
    }

    @Override
    public void fail(Throwable why) {
      failure.compareAndSet(null, why);
      shardEnded();
    }
  }

  private void shardEnded() {
    if (shardsMissing.decrementAndGet() > 0) {
      return;
    }
    Throwable failed = failure.get();
    settle();
    if (failed != null) {
      answer.fail(failed);
    } else {
      answer();
    }
  }

  /** Takes of each table's capacity what its writes have consumed. */
  private void settle() {
    for (int i = 0; i < throttled.length; i++) {
      if (throttled[i] == null) {
        context
            .admission()
            .endWrite(
                writes.get(i).action(),
                results.get(i) instanceof ItemResult.Done done ? done.use() : null,
                LEAST_UNITS);
      }
    }
  }

  private void answer() {
    Map<String, CapacityUse> uses = new LinkedHashMap<>();
    List<BatchWriteResult.Ended> ended = new ArrayList<>(writes.size());
    Refused refusal = null;
    Version newest = null;
    for (int i = 0; i < writes.size(); i++) {
      switch (results.get(i)) {
        case ItemResult.Done done -> {
          uses.computeIfAbsent(realName(i), name -> new CapacityUse()).add(done.use());
          Version version = done.version();
          newest = version != null && (newest == null || version.beats(newest)) ? version : newest;
          ended.add(new BatchWriteResult.Ended(writes.get(i), true));
        }
        case Refused refused -> {
          refusal = refused;
          ended.add(new BatchWriteResult.Ended(writes.get(i), false));
        }
        case ItemResult.ConditionFailed _, ItemResult.Invalid _ ->
            throw new IllegalStateException("a write without a condition failed it");
        case null -> {
          if (throttled[i] == null) {
            throw new IllegalStateException("answered before write " + i);
          }
          ended.add(new BatchWriteResult.Ended(writes.get(i), false));
        }
      }
    }
    uses.forEach((name, use) -> context.capacity().consumed(name, 0, use.total()));
    if (uses.isEmpty() && refusal != null && refusal.why() != WriteRefusal.IN_TRANSACTION) {
      answer.fail(Refusals.of(refusal));
      return;
    }
    if (newest != null) {
      caller.header("x-antipode-version", newest.toString());
    }
    answer.succeed(new BatchWriteResult(request, ended, uses));
  }

  private String realName(int position) {
    return writes.get(position).action().table().table().name();
  }
}
