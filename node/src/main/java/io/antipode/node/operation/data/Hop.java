package io.antipode.node.operation.data;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Refused;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Failures;
import io.antipode.node.operation.Call;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.Shard;
import java.util.function.Consumer;

/** Goes to a shard's loop and answers there, also when the work throws. */
public final class Hop {
  private Hop() {}

  /** Runs the work on the shard's loop; what it throws is the call's answer. */
  public static void run(ShardAccess shards, ShardId shard, Call call, Consumer<Shard> work) {
    shards.onShard(shard, arrived -> guard(call, () -> work.accept(arrived)));
  }

  /**
   * The same for a read of one shard. Where the shard does not serve the answer is an error that
   * SDKs retry: what it holds may be out of date.
   */
  public static void read(ShardAccess shards, ShardId shard, Call call, Consumer<Shard> work) {
    run(
        shards,
        shard,
        call,
        arrived -> {
          if (!arrived.isServing()) {
            throw new ApiException(refused(ItemShard.WriteRefusal.NOT_SERVING));
          }
          work.accept(arrived);
        });
  }

  /** Runs work that answers the call, or throws instead. */
  public static void guard(Call call, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      ApiError error = Failures.errorOf(e);
      if (error == null) {
        call.fail(Failures.DEFECT);
        throw e; // a defect: the loop logs it
      }
      call.fail(error);
    }
  }

  /** What a client is told where a shard refuses to write. */
  public static ApiError refused(ItemShard.WriteRefusal refusal) {
    return Refusals.of(new Refused(refusal)).error();
  }
}
