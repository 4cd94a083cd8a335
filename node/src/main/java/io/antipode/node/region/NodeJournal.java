package io.antipode.node.region;

import io.antipode.replication.clock.Entropy;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.journal.JournalRecovery;
import io.antipode.replication.journal.SyncJournal;
import io.antipode.replication.log.CommitPath;
import io.antipode.replication.log.Durability;
import io.antipode.replication.log.LocalCommit;
import io.antipode.replication.loop.EventLoop;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal over a node's life. Whatever the durability is now, what an earlier run left in one
 * is brought back before any shard recovers; a new one is begun only where shards sync. Any thread.
 */
final class NodeJournal {
  private static final Logger LOG = LoggerFactory.getLogger(NodeJournal.class);

  private final Disk disk;

  /** Up to which byte files are durable, as the last run's journal says, by path. */
  private final Map<String, Long> durable;

  /** Null where shards don't sync, or the disk has no room for it. */
  private final @Nullable SyncJournal journal;

  private NodeJournal(Disk disk, Map<String, Long> durable, @Nullable SyncJournal journal) {
    this.disk = disk;
    this.durable = durable;
    this.journal = journal;
  }

  /** Recovers, and begins a new one where it is of use; exceptionally where that fails. */
  static CompletionStage<NodeJournal> open(
      Disk disk, EventLoop loop, Entropy entropy, Durability durability, int lengthBytes) {
    CompletableFuture<NodeJournal> opened = new CompletableFuture<>();
    loop.<@Nullable NodeJournal>offload(
        () -> {
          JournalRecovery.Mended mended = JournalRecovery.recover(disk);
          if (mended.bytes() > 0) {
            LOG.info("the logs lacked {} bytes, which the journal had", mended.bytes());
          }
          boolean ofUse = durability == Durability.FSYNC;
          return new NodeJournal(
              disk,
              mended.durable(),
              ofUse ? SyncJournal.begin(disk, loop, entropy, lengthBytes) : null);
        },
        (journal, failure) -> {
          if (journal == null) {
            opened.completeExceptionally(failure == null ? new IllegalStateException() : failure);
          } else {
            opened.complete(journal);
          }
        });
    return opened;
  }

  /** Up to which byte files are durable, as the last run's journal says, by path. */
  Map<String, Long> durable() {
    return durable;
  }

  CommitPath.Factory commits() {
    return LocalCommit.sharing(journal);
  }

  /** Removes the journal, once all shards are closed. */
  CompletionStage<@Nullable Void> close() {
    CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    if (journal == null) {
      closed.complete(null);
    } else {
      journal.close(
          disk,
          failure -> {
            if (failure == null) {
              closed.complete(null);
            } else {
              closed.completeExceptionally(failure);
            }
          });
    }
    return closed;
  }
}
