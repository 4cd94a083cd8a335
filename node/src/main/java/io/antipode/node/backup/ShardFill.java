package io.antipode.node.backup;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.FillItems;
import io.antipode.node.action.FillItems.Row;
import io.antipode.node.action.ShardAccess;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.mutation.Mutation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into a shard as clients' writes are written: a bounded batch, and the next one when
 * that is committed, so clients come in between. Decides on the archive's loop.
 */
final class ShardFill {
  private static final int MAX_BATCH_ROWS = 64;
  private static final long MAX_BATCH_BYTES = 64 << 10;

  /** How soon what was refused is tried again: the shard is overloaded, or its disk full. */
  private static final int AGAIN_MS = 50;

  private final EventLoop loop;
  private final ShardAccess shards;
  private final ShardId shard;
  private final long tableId;
  private final RowSource source;
  private final BooleanSupplier goesOn;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();
  private List<Mutation> rows = List.of();
  private int written;

  private ShardFill(
      EventLoop loop,
      ShardAccess shards,
      ShardId shard,
      long tableId,
      RowSource source,
      BooleanSupplier goesOn) {
    this.loop = loop;
    this.shards = shards;
    this.shard = shard;
    this.tableId = tableId;
    this.source = source;
    this.goesOn = goesOn;
  }

  /**
   * Writes all that a source has.
   *
   * @param loop the archive's
   * @param tableId of the table that is filled, whose items are placed as those of the source
   * @param goesOn whether the table is still to be filled
   * @return completes on the archive's loop
   */
  static CompletableFuture<Boolean> of(
      EventLoop loop,
      ShardAccess shards,
      ShardId shard,
      long tableId,
      RowSource source,
      BooleanSupplier goesOn) {
    ShardFill fill = new ShardFill(loop, shards, shard, tableId, source, goesOn);
    loop.execute(fill::step);
    return fill.done.whenComplete((filled, failure) -> source.close());
  }

  private void step() {
    if (!goesOn.getAsBoolean()) {
      done.completeExceptionally(new IllegalStateException("the table is gone"));
    } else if (written < rows.size()) {
      write();
    } else {
      source.next().whenComplete((more, failure) -> loop.execute(() -> took(more, failure)));
    }
  }

  private void took(@Nullable List<Mutation> more, @Nullable Throwable failure) {
    if (more == null) {
      done.completeExceptionally(failure == null ? new IllegalStateException() : failure);
    } else if (more.isEmpty()) {
      done.complete(true);
    } else {
      rows = more;
      written = 0;
      step();
    }
  }

  private void write() {
    int end = written;
    long bytes = 0;
    while (end < rows.size() && end - written < MAX_BATCH_ROWS && bytes < MAX_BATCH_BYTES) {
      byte[] image = rows.get(end++).newImage();
      bytes += image == null ? 0 : image.length;
    }
    int after = end;
    shards.send(
        shard,
        new FillItems(rows.subList(written, end).stream().map(this::row).toList()),
        new Answer<>() {
          @Override
          public void succeed(Boolean all) {
            loop.execute(() -> wrote(all, after));
          }

          @Override
          public void fail(Throwable failure) {
            loop.execute(() -> done.completeExceptionally(failure));
          }
        });
  }

  /** A write as a row of the new table. */
  private Row row(Mutation write) {
    byte[] key = write.key().clone();
    ByteBuffer.wrap(key).putLong(0, tableId);
    return new Row(key, write.newImage());
  }

  private void wrote(boolean all, int after) {
    if (all) {
      written = after;
      step();
    } else {
      loop.schedule(AGAIN_MS, this::step);
    }
  }
}
