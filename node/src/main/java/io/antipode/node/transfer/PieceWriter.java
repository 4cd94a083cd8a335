package io.antipode.node.transfer;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemResult;
import io.antipode.node.action.Refused;
import io.antipode.node.action.WriteItems;
import io.antipode.node.transfer.ItemsPiece.Broken;
import io.antipode.node.transfer.ItemsPiece.Entry;
import io.antipode.node.transfer.ItemsPiece.Failed;
import io.antipode.node.transfer.ItemsPiece.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Writes a piece: to all shards at a time, to each a bounded batch and the next one when that is
 * committed, so clients come in between. Decides on the loop of transfers.
 */
final class PieceWriter {
  private static final int MAX_BATCH = 128;
  private static final long MAX_BATCH_BYTES = 128 << 10;

  /** How soon what a shard refused is tried again: it is overloaded, or its disk full. */
  private static final long AGAIN_MS = 50;

  private final TransferContext context;
  private final ItemsPiece piece;
  private final boolean again;
  private final BooleanSupplier stopped;
  private final List<Broken> invalid = new ArrayList<>();
  private final List<Failed> failed = new ArrayList<>();
  private long done;
  private double units;
  private long itemBytes;

  /**
   * @param again whether it may have been written before
   */
  PieceWriter(TransferContext context, ItemsPiece piece, boolean again, BooleanSupplier stopped) {
    this.context = context;
    this.piece = piece;
    this.again = again;
    this.stopped = stopped;
  }

  /** Completes once all is committed, or was not to be written. */
  CompletableFuture<Outcome> run() {
    List<CompletableFuture<Boolean>> shards = new ArrayList<>();
    for (int number = 0; number < piece.byShard().size(); number++) {
      CompletableFuture<Boolean> all = new CompletableFuture<>();
      shards.add(all);
      send(new ShardId(number), piece.byShard().get(number), all);
    }
    return CompletableFuture.allOf(shards.toArray(CompletableFuture[]::new))
        .thenApply(all -> new Outcome(done, invalid, failed, units, itemBytes));
  }

  private void send(ShardId shard, List<Entry> left, CompletableFuture<Boolean> all) {
    if (left.isEmpty()) {
      all.complete(true);
      return;
    }
    if (stopped.getAsBoolean()) {
      all.completeExceptionally(new IllegalStateException("stopped"));
      return;
    }
    int count = 0;
    for (long bytes = 0; count < left.size() && count < MAX_BATCH && bytes < MAX_BATCH_BYTES; ) {
      bytes += left.get(count++).put().item().bytes().length;
    }
    List<Entry> batch = left.subList(0, count);
    List<Entry> rest = left.subList(count, left.size());
    List<ItemAction> actions = new ArrayList<>(count);
    batch.forEach(each -> actions.add(each.put()));
    context
        .shards()
        .send(
            shard,
            new WriteItems(actions),
            new Answer<>() {
              @Override
              public void succeed(List<ItemResult> results) {
                context.loop().execute(() -> wrote(shard, batch, results, rest, all));
              }

              @Override
              public void fail(Throwable failure) {
                all.completeExceptionally(failure);
              }
            });
  }

  private void wrote(
      ShardId shard,
      List<Entry> batch,
      List<ItemResult> results,
      List<Entry> rest,
      CompletableFuture<Boolean> all) {
    List<Entry> refused = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      Entry entry = batch.get(i);
      switch (results.get(i)) {
        case ItemResult.Done(_, _, var use) -> done(entry, use.total());
        case ItemResult.ConditionFailed(var existing, _) -> {
          if (again && entry.put().item().equals(existing)) {
            done(entry, 0);
          } else {
            failed.add(new Failed(entry.index(), entry.put().item(), existing));
          }
        }
        case ItemResult.Invalid(String message, _) ->
            invalid.add(new Broken(entry.index(), message));
        case Refused _ -> refused.add(entry);
      }
    }
    if (refused.isEmpty()) {
      send(shard, rest, all);
    } else {
      refused.addAll(rest);
      context.loop().schedule(AGAIN_MS, () -> send(shard, refused, all));
    }
  }

  private void done(Entry entry, double consumed) {
    done++;
    units += consumed;
    itemBytes += entry.put().item().sizeBytes();
  }
}
