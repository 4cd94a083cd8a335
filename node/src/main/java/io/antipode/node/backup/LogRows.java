package io.antipode.node.backup;

import io.antipode.node.storage.LogShard.LogRead;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionCut;
import io.antipode.node.storage.TransactionId;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.mutation.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a shard's log has after a copy was made, up to a time. Used by one at a time; the
 * log is asked on its shard's loop.
 */
final class LogRows implements RowSource {
  private static final int READ_BYTES = 256 << 10;

  private final Shard shard;
  private final EventLoop loop;
  private final long tableId;
  private final long untilHlc;
  private final TransactionCut transactions;
  private final long from;
  private List<Mutation> rows = new ArrayList<>();
  private long next;
  private boolean cut;

  /**
   * @param from the first position after the copy
   * @param untilHlc every own write up to it, and those of other regions that were here by then
   * @param held by transactions when the copy was made
   */
  LogRows(
      Shard shard, EventLoop loop, long tableId, long from, long untilHlc, List<Mutation> held) {
    this.shard = shard;
    this.loop = loop;
    this.tableId = tableId;
    this.from = from;
    this.next = from;
    this.untilHlc = untilHlc;
    this.transactions = TransactionCut.of(tableId, held);
  }

  /** What transactions hold; once all has been read. */
  TransactionCut transactions() {
    return transactions;
  }

  /**
   * Which of those transactions took place; once all has been read. Completes on the shard's loop.
   */
  CompletableFuture<Set<TransactionId>> taken(Set<TransactionId> sought) {
    return new TransactionSearch(shard, loop, transactions.again(sought), from, next)
        .run()
        .toCompletableFuture();
  }

  @Override
  public CompletionStage<List<Mutation>> next() {
    CompletableFuture<List<Mutation>> more = new CompletableFuture<>();
    loop.execute(() -> read(more));
    return more;
  }

  private void read(CompletableFuture<List<Mutation>> more) {
    if (cut) {
      more.complete(List.of());
      return;
    }
    rows = new ArrayList<>();
    shard
        .archive()
        .read(next, READ_BYTES, this::take)
        .whenComplete(
            (LogRead read, @Nullable Throwable failure) -> {
              if (failure != null) {
                more.completeExceptionally(failure);
                return;
              }
              next = read.nextPosition();
              if (!rows.isEmpty() || cut || read.caughtUp()) {
                cut |= rows.isEmpty();
                more.complete(rows);
              } else {
                loop.execute(() -> read(more));
              }
            });
  }

  private boolean take(long position, Mutation write) {
    if (write.version().hlc() > untilHlc) {
      // Other regions' writes from after the time lie between own ones from before it.
      cut = LogRecord.ownHlcOf(new LogRecord.Write(write), shard.region()) >= 0;
      return !cut;
    }
    transactions.pass(position, write);
    if (write.tableId() == tableId) {
      rows.add(write);
    }
    return true;
  }

  @Override
  public void close() {}
}
