package io.antipode.node.storage;

import io.antipode.node.storage.recovery.LogBeginFile;
import io.antipode.node.storage.view.Tables;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.IoTask;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Drops the log's segments that nobody needs: those before the older of the kept checkpoints, read
 * by every stream (a day), by every peer (a day at most; who comes later is reseeded) and by every
 * named reader. On the shard's loop.
 */
final class LogRetention {
  private final ShardLog log;
  private final LogBeginFile begin;
  private final Tables tables;
  private final TimeSource time;
  private final EventLoop loop;
  private final long retentionMs;
  private final Map<String, Long> readers = new HashMap<>();

  /** Everything up to it is in the older of the kept checkpoints. */
  private long coveredPosition;

  private long peersReachedHlc;
  private boolean dropping;

  LogRetention(
      ShardLog log,
      LogBeginFile begin,
      Tables tables,
      TimeSource time,
      EventLoop loop,
      long retentionMs,
      long coveredPosition) {
    this.log = log;
    this.begin = begin;
    this.tables = tables;
    this.time = time;
    this.loop = loop;
    this.retentionMs = retentionMs;
    this.coveredPosition = coveredPosition;
  }

  void setRetainFrom(String name, long position) {
    if (position == Long.MAX_VALUE) {
      readers.remove(name);
    } else {
      readers.put(name, position);
    }
  }

  void peersReached(long hlc) {
    peersReachedHlc = Math.max(peersReachedHlc, hlc);
  }

  void covered(long position) {
    coveredPosition = position;
  }

  /** Drops what can go. */
  void apply() {
    if (dropping) {
      return;
    }
    long before = neededFrom();
    if (before <= log.firstPosition()) {
      return;
    }
    IoTask deletion = log.dropBefore(before);
    long first = log.firstPosition();
    dropping = true;
    loop.<@Nullable Void>offload(
        () -> {
          begin.write(first); // Else what is dropped would be missed.
          deletion.run();
          return null;
        },
        // A file that stays is found and dropped again after the next start.
        (nothing, failure) -> dropping = false);
  }

  private long neededFrom() {
    long needed = coveredPosition + 1;
    for (long reader : readers.values()) {
      needed = Math.min(needed, reader);
    }
    long nowMs = time.epochMs();
    boolean streamed = tables.anyStream(nowMs, retentionMs);
    if (!streamed && !tables.anyReplicated()) {
      return needed;
    }
    long aDayAgo = log.positionNotNewerThan(Version.atMs(Math.max(0, nowMs - retentionMs)));
    return Math.min(needed, streamed ? aDayAgo : Math.max(aDayAgo, firstUnshipped()));
  }

  /** The first record that some peer may not have; the log's first where that is not known. */
  private long firstUnshipped() {
    try {
      return log.positionAfterOwn(peersReachedHlc);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
