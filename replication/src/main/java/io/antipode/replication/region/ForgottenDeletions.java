package io.antipode.replication.region;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Deletes each item within a page's keys that the page lacks although its sender had applied it
 * when the complete copy began: it was deleted there, and the deletion has been forgotten, which
 * only happens below the sender's floor. What the sender had not seen is kept. The tombstone's
 * version is the next after the item's: the real one is gone, and anything newer than the item may
 * still win over it.
 *
 * <p>Works in slices, so that a wide page over a shard full of other things does not hold the loop.
 * Confined to the shard's loop.
 */
final class ForgottenDeletions {
  /** Bytes of items looked at in one go before other work of the loop gets its turn. */
  private static final int SLICE_BYTES = 256 << 10;

  private final ShardContext context;
  private final Frame.Page page;
  private final Map<Region, Long> applied;
  private final Runnable done;
  private final TreeSet<byte[]> shipped = new TreeSet<>(Arrays::compareUnsigned);

  ForgottenDeletions(
      ShardContext context, Frame.Page page, Map<Region, Long> applied, Runnable done) {
    this.context = context;
    this.page = page;
    this.applied = applied;
    this.done = done;
    page.mutations().forEach(item -> shipped.add(item.key()));
  }

  void run() {
    slice(page.afterKey());
  }

  private void slice(byte @Nullable [] after) {
    List<Mutation> gone = new ArrayList<>();
    byte[] last =
        context
            .shard()
            .snapshot(
                page.tableId(),
                after,
                SLICE_BYTES,
                item -> {
                  if (isGone(item)) {
                    gone.add(item);
                  }
                });
    for (Mutation item : gone) {
      if (!delete(item)) {
        context.loop().schedule(context.options().heldRetryMs(), () -> slice(after));
        return;
      }
    }
    byte[] end = page.lastKey();
    if (last != null && (end == null || Arrays.compareUnsigned(last, end) < 0)) {
      context.loop().execute(() -> slice(last));
    } else {
      done.run();
    }
  }

  private boolean isWithin(byte[] key) {
    byte[] end = page.lastKey();
    return end == null || Arrays.compareUnsigned(key, end) <= 0;
  }

  private boolean isGone(Mutation item) {
    Version version = item.version();
    return !item.isTombstone()
        && version.hlc() < page.floor()
        && version.hlc() <= applied.getOrDefault(version.region(), 0L)
        && isWithin(item.key())
        && !shipped.contains(item.key());
  }

  /** Returns false where the shard can't take the deletion yet. */
  private boolean delete(Mutation item) {
    Version old = item.version();
    Mutation deletion =
        new Mutation(
            item.key(),
            new Version(old.hlc() + 1, old.region()),
            null,
            null,
            0,
            Mutation.OUT_OF_ORDER);
    return switch (context.shard().apply(deletion)) {
      case APPLIED, DUPLICATE, SUPERSEDED, NOT_A_REPLICA -> true;
      case FROM_THE_FUTURE, UNKNOWN_TABLE, NO_ROOM -> false;
    };
  }
}
