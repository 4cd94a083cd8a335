package io.antipode.replication.log;

import io.antipode.replication.disk.FatalDisk;
import io.antipode.replication.journal.JournalMember;
import io.antipode.replication.journal.SyncJournal;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commits by this node's own log, in groups: whatever one turn of the loop brings shares a write
 * call, and in {@link Durability#FSYNC} whatever gathers during one sync shares the next.
 *
 * <pre>
 *           commit            flush task           FSYNC: sync offloaded
 *   IDLE ───────────▶ GATHERING ────────▶ written ─────────────────────▶ SYNCING
 *    ▲                                       │ OS: call back                │ done: call back what
 *    └───────────────────────────────────────┴──────────────────────────────┘ it covered; again
 *                                                                             if more gathered
 *   any failed write or sync ──▶ FAILED: what waits, and what comes, is unknown
 * </pre>
 *
 * <p>Where the node has a {@link SyncJournal}, FSYNC asks that one for a sync instead, and goes on
 * writing meanwhile. Its own files are then synced only where the journal does not have all that
 * was written (a new segment, a batch too large for it), and when the journal wants to forget.
 *
 * <p>A callback that throws is its own affair: the loop hears of it, and those behind it are called
 * back by the next turn.
 *
 * <p>Notes never ask for a sync. A barrier waits until those before it are written, and what is no
 * note is committed.
 *
 * <p>Confined to the shard's loop.
 */
public final class LocalCommit implements CommitPath, JournalMember {
  /** A sync gets its mark (see {@link ShardLog#writeMark}) when the shard has been idle so long. */
  static final long MARK_AFTER_IDLE_MS = 50;

  /** Notes alone are synced when so many bytes of them have come together: they stay in memory. */
  private static final long SYNC_NOTES_AT_BYTES = 64 << 10;

  private final ShardLog log;
  private final EventLoop loop;
  private final Durability durability;
  private final FatalDisk fatal;

  /** One for each record in (calledBack, appended], in order. */
  private final ArrayDeque<Committed> waiting = new ArrayDeque<>();

  private final ArrayDeque<Barrier> commitBarriers = new ArrayDeque<>();
  private final ArrayDeque<Barrier> syncBarriers = new ArrayDeque<>();
  private final Runnable flush = this::flush;
  private long calledBack;

  /** Position of the newest record that is no note: what {@link Durability#FSYNC} has to sync. */
  private long given;

  private long pendingBytes;
  private boolean flushScheduled;
  private boolean syncing;

  /** Whether nothing is written until the sync is done: what gathers shares the next one. */
  private boolean blocked;

  private final SyncJournal.@Nullable Seat journal;

  /** The newest record that the journal was asked to make durable. */
  private long askedOfJournal;

  /** The journal waits for a sync that begins from now on, and for the one that runs. */
  private @Nullable Runnable release;

  private @Nullable Runnable releasing;

  private boolean markScheduled;
  private boolean stopped;
  private boolean closed;

  /**
   * @param position that must be committed, or synced
   * @param written position that must be in the file
   */
  private record Barrier(long position, long written, Runnable then) {}

  /** Commits by syncs of this shard's own files alone. */
  public LocalCommit(ShardLog log, EventLoop loop, Durability durability, FatalDisk fatal) {
    this(log, loop, durability, fatal, null);
  }

  private LocalCommit(
      ShardLog log,
      EventLoop loop,
      Durability durability,
      FatalDisk fatal,
      @Nullable SyncJournal shared) {
    this.log = log;
    this.loop = loop;
    this.durability = durability;
    this.fatal = fatal;
    this.calledBack = log.committed();
    this.given = log.committed();
    this.askedOfJournal = log.committed();
    this.journal = shared == null ? null : shared.join(this);
    if (journal != null) {
      log.journalTo(journal);
    }
  }

  /** Makes commit paths whose syncs go by a journal where there is one. */
  public static CommitPath.Factory sharing(@Nullable SyncJournal journal) {
    return (log, loop, durability, fatal) ->
        new LocalCommit(
            log, loop, durability, fatal, durability == Durability.FSYNC ? journal : null);
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public void commit(LogRecord record, Committed callback) {
    assert loop.inLoop();
    if (stopped) {
      loop.execute(callback::unknown);
      return;
    }
    append(record, callback);
    given = log.appended();
  }

  @Override
  public void note(LogRecord record) {
    assert loop.inLoop();
    if (!stopped) {
      append(record, Committed.IGNORED);
    }
  }

  private void append(LogRecord record, Committed callback) {
    log.append(record);
    pendingBytes += LogRecordCodec.sizeOf(record);
    waiting.add(callback);
    scheduleFlush();
  }

  @Override
  public void afterCommit(Runnable then) {
    commitBarriers.add(new Barrier(given, log.appended(), then));
    scheduleFlush();
  }

  @Override
  public void afterSync(Runnable then) {
    syncBarriers.add(new Barrier(log.appended(), log.appended(), then));
    scheduleFlush();
  }

  @Override
  public long pendingBytes() {
    return pendingBytes;
  }

  private void scheduleFlush() {
    if (!flushScheduled) {
      flushScheduled = true;
      loop.execute(flush);
    }
  }

  private void flush() {
    flushScheduled = false;
    if (stopped || blocked) {
      return; // What gathered goes out when the sync is done.
    }
    try {
      log.write();
    } catch (IOException e) {
      fail(e);
      return;
    }
    if (durability == Durability.OS) {
      committed(log.written());
    }
    syncWhereNeeded();
    runSyncBarriers();
  }

  /** Not while a sync runs: who waits may close the log next. */
  private void runSyncBarriers() {
    if (!syncing) {
      runPassed(syncBarriers, log.synced());
    }
  }

  private void syncWhereNeeded() {
    boolean unsynced = log.synced() < log.written();
    boolean wanted =
        log.hasUnsyncedSegments()
            || (durability == Durability.FSYNC
                && (log.synced() < given || pendingBytes >= SYNC_NOTES_AT_BYTES))
            || (unsynced && !syncBarriers.isEmpty());
    if (wanted && journal != null && log.isJournaled()) {
      if (log.written() > askedOfJournal) {
        askedOfJournal = log.written();
        journal.sync(askedOfJournal);
      }
    } else if (wanted && !syncing && !stopped) {
      sync();
    } else if (wanted) {
      blocked = durability == Durability.FSYNC;
    }
    if (durability == Durability.FSYNC) {
      committed(log.synced());
    }
  }

  @Override
  public void durable(long position) {
    if (!stopped) {
      log.syncedUpTo(position);
      committed(log.synced());
      runSyncBarriers();
    }
  }

  @Override
  public void release(Runnable released) {
    if (closed) {
      released.run();
    } else {
      release = released;
      releaseByMark();
    }
  }

  /** With a mark: should nothing follow, damage to what is forgotten must not pass for torn. */
  private void releaseByMark() {
    if (release == null || syncing || stopped) {
      return;
    }
    try {
      log.writeMark();
    } catch (IOException e) {
      fail(e);
      return;
    }
    sync();
  }

  @Override
  public void failed(Exception cause) {
    fail(cause);
  }

  private void sync() {
    syncing = true;
    blocked = durability == Durability.FSYNC && !log.isJournaled();
    if (release != null) {
      releasing = release;
      release = null;
    }
    LogSync sync = log.startSync();
    loop.<@Nullable Void>offload(
        () -> {
          sync.run();
          return null;
        },
        (done, failure) -> {
          syncing = false;
          blocked = false;
          if (failure != null) {
            fail(failure);
            return;
          }
          log.succeeded(sync);
          afterSynced();
        });
  }

  private void afterSynced() {
    if (stopped) {
      return;
    }
    if (releasing != null) {
      releasing.run();
      releasing = null;
    }
    if (durability == Durability.FSYNC) {
      committed(log.synced());
      scheduleMark();
    }
    runSyncBarriers();
    flush();
    releaseByMark();
  }

  private void committed(long position) {
    if (position > log.committed()) {
      for (long at = log.committed() + 1; at <= position; at++) {
        pendingBytes -= LogRecordCodec.sizeOf(log.tail().get(at));
      }
      log.commitUpTo(position);
    }
    try {
      while (calledBack < log.committed()) {
        calledBack++;
        waiting.remove().committed(calledBack);
      }
      runPassed(commitBarriers, position);
    } catch (RuntimeException | Error e) {
      scheduleFlush();
      throw e;
    }
  }

  private void runPassed(ArrayDeque<Barrier> barriers, long position) {
    for (Barrier next = barriers.peek();
        next != null && next.position <= position && next.written <= log.written();
        next = barriers.peek()) {
      barriers.remove();
      next.then.run();
    }
  }

  private void scheduleMark() {
    if (!markScheduled) {
      markScheduled = true;
      long synced = log.synced();
      loop.schedule(MARK_AFTER_IDLE_MS, () -> mark(synced));
    }
  }

  /** Marks what was synced, unless writes go on: each batch brings a mark along. */
  private void mark(long syncedThen) {
    markScheduled = false;
    if (stopped) {
      return;
    }
    if (syncing || log.synced() != syncedThen || given > syncedThen) {
      scheduleMark();
      return;
    }
    try {
      if (log.writeMark()) {
        sync();
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(Exception cause) {
    if (!stopped) {
      stopped = true;
      List<Committed> unknown = List.copyOf(waiting);
      waiting.clear();
      try {
        unknown.forEach(Committed::unknown);
      } finally {
        fatal.failed(cause);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (stopped) {
      return;
    }
    log.write();
    log.sync();
    committed(log.synced());
    runPassed(syncBarriers, log.synced());
    stopped = true;
    closed = true;
    log.close();
    if (release != null) {
      release.run();
    }
  }
}
