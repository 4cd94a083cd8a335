package io.antipode.node.backup;

import io.antipode.node.storage.LogShard.LogRead;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionCut;
import io.antipode.node.storage.TransactionId;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.mutation.Mutation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a part of a shard's log once more, for which of some transactions took place. Only
 * those count that some shard holds at the cut, and which these are is known at its end: to note
 * all of them on the way would take memory without bound. On the shard's loop.
 */
final class TransactionSearch {
  private static final int READ_BYTES = 256 << 10;

  private final Shard shard;
  private final EventLoop loop;
  private final TransactionCut sought;
  private final long end;
  private final CompletableFuture<Set<TransactionId>> done = new CompletableFuture<>();
  private long next;

  /**
   * @param sought at the beginning of the part
   * @param from the part's first position
   * @param end behind its last one
   */
  TransactionSearch(Shard shard, EventLoop loop, TransactionCut sought, long from, long end) {
    this.shard = shard;
    this.loop = loop;
    this.sought = sought;
    this.next = from;
    this.end = end;
  }

  /** Begins; completes on the shard's loop. */
  CompletionStage<Set<TransactionId>> run() {
    loop.execute(this::read);
    return done;
  }

  private void read() {
    if (next >= end) {
      done.complete(sought.taken());
      return;
    }
    shard
        .archive()
        .read(next, READ_BYTES, this::take)
        .whenComplete(
            (LogRead read, @Nullable Throwable failure) -> {
              if (failure != null) {
                done.completeExceptionally(failure);
                return;
              }
              next = read.caughtUp() ? end : read.nextPosition();
              loop.execute(this::read);
            });
  }

  private boolean take(long position, Mutation write) {
    if (position >= end) {
      next = end;
      return false;
    }
    sought.pass(position, write);
    return true;
  }

  /** What all shards hold, or have found. */
  static Set<TransactionId> union(List<Set<TransactionId>> ofShards) {
    Set<TransactionId> all = new HashSet<>();
    ofShards.forEach(all::addAll);
    return all;
  }
}
