package io.antipode.node.storage;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.recovery.Recovered;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.node.storage.recovery.ShardPorts;
import io.antipode.node.storage.recovery.ShardRecovery;
import io.antipode.node.storage.streams.StreamReads;
import io.antipode.node.storage.streams.StreamShard;
import io.antipode.node.storage.view.LogApplier;
import io.antipode.node.storage.view.ShardState;
import io.antipode.node.storage.view.ShardViews;
import io.antipode.node.storage.view.StoredItem;
import io.antipode.node.storage.view.TableState;
import io.antipode.node.storage.view.Tables;
import io.antipode.replication.clock.HybridLogicalClock;
import io.antipode.replication.disk.IoTask;
import io.antipode.replication.log.ClockBoundFile;
import io.antipode.replication.log.CommitPath;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.log.Standing;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.memory.MemoryUse;
import io.antipode.replication.merge.ConflictRecord;
import io.antipode.replication.merge.Knowledge;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The shard on this node's disk.
 *
 * <pre>
 *   write ──┐ decide against the newest state:       ┌─▶ views: items, key order, indexes, digest
 *           ├─▶ in flight, else the views ──▶ commit ┼─▶ watermark, in flight forgotten
 *   apply ──┘                                        └─▶ callback, listeners
 * </pre>
 *
 * <p>What is in flight is seen by later writes and by merges, never by reads. Commits come in the
 * order given, so the views always stand at one position of the log. Everything is confined to the
 * shard's loop, except {@link #open}, which recovers on whatever thread calls it, and {@link
 * #onCatalog}.
 */
public final class StorageShard implements Shard {
  private final ShardOptions options;
  private final ShardPorts ports;
  private final EventLoop loop;
  private final ShardLog log;
  private final ClockBoundFile clockBound;
  private final HybridLogicalClock clock;
  private final CommitPath commitPath;
  private final ShardViews views;
  private final Tables tables;
  private final ShardState state;
  private final LogApplier applier;
  private final ItemWrites writes;
  private final Promises promises;
  private final LogReads logReads;
  private final StreamReads streams;
  private final ShardUpkeep upkeep;
  private final ShardTransactions transactions;
  private final ShardExpiry expiry;
  private final CommitListeners listeners;
  private final long bornAbove;
  private boolean closing;

  private StorageShard(ShardOptions options, ShardPorts ports, Recovered recovered) {
    this.options = options;
    this.ports = ports;
    this.loop = ports.loop();
    this.log = recovered.log();
    this.clockBound = recovered.clockBound();
    this.views = recovered.views();
    this.tables = views.tables;
    this.state = recovered.state();
    this.applier = new LogApplier(views, state);
    long startHlc = Math.max(state.watermark(options.region()), state.toldHlc());
    this.clock =
        new HybridLogicalClock(
            ports.time(),
            clockBound,
            clockBound.startHlc(startHlc),
            state.watermark(options.region()),
            options.driftBoundMs());
    boolean begun = startHlc == 0 && clockBound.foundHlc() == 0;
    this.bornAbove = begun ? clock.tick(0) : 0;
    this.commitPath = ports.commits().over(log, loop, options.durability(), ports.fatal());
    this.writes =
        new ItemWrites(
            options.region(),
            ports.time(),
            ports.memory(),
            clock,
            commitPath,
            views,
            applier,
            state,
            ports.fatal(),
            this::committed);
    this.promises = new Promises(clock, ports.time(), state, options.region(), this::note);
    this.listeners = new CommitListeners(loop);
    this.logReads = new LogReads(log, options.region());
    this.streams =
        new StreamReads(log, loop, recovered.streams(), ports.memory().share(MemoryUse.READS));
    this.upkeep = new ShardUpkeep(options, ports, log, commitPath, applier, recovered);
    this.transactions = new ShardTransactions(this, writes, views, ports.time());
    this.expiry = new ShardExpiry(this, views);
  }

  /**
   * Recovers a shard, or begins one. Blocks, on any thread but the loops; nothing runs on the
   * shard's loop before {@link #start}.
   *
   * @param catalog the region's tables: what belongs to others is forgotten
   * @throws io.antipode.replication.disk.DamagedFileException where something that was durable
   *     can't be read
   */
  public static StorageShard open(ShardOptions options, ShardPorts ports, CatalogView catalog)
      throws IOException {
    return new StorageShard(options, ports, ShardRecovery.recover(options, ports, catalog));
  }

  /** Takes up work; on the shard's loop, once. */
  public void start() {
    assert loop.inLoop();
    views.store.attach(loop);
    upkeep.start();
  }

  @Override
  public ShardId id() {
    return options.id();
  }

  @Override
  public Region region() {
    return options.region();
  }

  @Override
  public MemoryBudget memory() {
    return ports.memory();
  }

  /** Takes a newer catalog; any thread. */
  public void onCatalog(CatalogView catalog) {
    loop.run(
        () -> {
          if (!closing) {
            upkeep.onCatalog(catalog);
          }
        });
  }

  @Override
  public @Nullable StoredItem read(ItemKey key) {
    assert loop.inLoop();
    return views.store.get(key.bytes());
  }

  @Override
  public void scan(byte[] from, byte[] to, boolean forward, ItemVisitor visitor) {
    assert loop.inLoop();
    ShardScan.scan(views, from, to, forward, visitor);
  }

  @Override
  public void write(ItemKey key, Decider decider, WriteCallback callback) {
    assert loop.inLoop();
    WriteRefusal refusal = transactions.isHeld(key) ? WriteRefusal.IN_TRANSACTION : refusal();
    TableState table = refusal == null ? tables.writable(key) : null;
    if (table == null) {
      callback.refused(refusal == null ? WriteRefusal.NOT_SERVING : refusal);
    } else {
      writes.write(table, key, decider, callback, refusalOfGrowth());
    }
  }

  /** Why writes are refused; null where they are taken. */
  @Nullable WriteRefusal refusal() {
    return isServing()
        ? upkeep.room().refusal(commitPath.pendingBytes())
        : WriteRefusal.NOT_SERVING;
  }

  /** Why nothing but deletions may be written; null where all may. */
  @Nullable WriteRefusal refusalOfGrowth() {
    return upkeep.room().refusalOfGrowth();
  }

  /** A write is in the log for good, and in the views. */
  private void committed(long position, LogRecord.Write write) {
    upkeep.logged(position, write);
    listeners.wake();
  }

  @Override
  public void onCommitted(String name, Runnable listener) {
    assert loop.inLoop();
    listeners.put(name, listener);
  }

  @Override
  public void afterCommit(Runnable then) {
    assert loop.inLoop();
    commitPath.afterCommit(then);
  }

  @Override
  public ApplyOutcome apply(Mutation mutation) {
    assert loop.inLoop();
    TableState table = tables.get(mutation.tableId());
    if (table == null) {
      boolean gone = tables.wasDeleted(mutation.tableId());
      return gone ? ApplyOutcome.NOT_A_REPLICA : ApplyOutcome.UNKNOWN_TABLE;
    }
    if (!table.info.replicated()) {
      return ApplyOutcome.NOT_A_REPLICA;
    }
    if (closing) {
      return ApplyOutcome.UNKNOWN_TABLE; // Offered again, to the next run.
    }
    return upkeep.room().now().admits(mutation)
        ? writes.apply(table, mutation)
        : ApplyOutcome.NO_ROOM;
  }

  @Override
  public void useKnowledge(Knowledge newPeers) {
    assert loop.inLoop();
    writes.useKnowledge(newPeers);
  }

  @Override
  public long watermark(Region origin) {
    assert loop.inLoop();
    return state.watermark(origin);
  }

  @Override
  public void advanceWatermark(Region origin, long hlc) {
    assert loop.inLoop();
    if (!origin.equals(options.region()) && hlc > state.watermark(origin)) {
      note(new LogRecord.Reached(origin, hlc));
    }
  }

  @Override
  public void restartWatermark(Region origin, long hlc) {
    assert loop.inLoop();
    note(new LogRecord.Restarted(origin, hlc));
  }

  @Override
  public ClockReading readClock() {
    assert loop.inLoop();
    return new ClockReading(clock.horizon(), clock.last(), bornAbove);
  }

  /** Logs what costs no sync, and then takes it as known. */
  private void note(LogRecord record) {
    commitPath.note(record);
    commitPath.afterCommit(() -> applier.apply(record));
    upkeep.logged(record);
  }

  @Override
  public long closedTime() {
    assert loop.inLoop();
    return promises.closedTime();
  }

  @Override
  public OwnRead readOwn(long afterHlc, int maxBytes, OwnVisitor visitor) {
    assert loop.inLoop();
    return logReads.readOwn(afterHlc, state.watermark(options.region()), maxBytes, visitor);
  }

  @Override
  public byte @Nullable [] snapshot(
      long tableId, byte @Nullable [] afterKey, int maxBytes, OwnVisitor visitor) {
    assert loop.inLoop();
    return ShardScan.snapshot(views, tableId, afterKey, maxBytes, visitor);
  }

  @Override
  public Digest digest(long tableId) {
    assert loop.inLoop();
    TableState table = tables.get(tableId);
    return table == null ? Digest.EMPTY : table.digest();
  }

  @Override
  public void collectTombstones(long tableId, long belowHlc) {
    assert loop.inLoop();
    upkeep.collectTombstones(tableId, belowHlc);
  }

  @Override
  public void peersReached(long hlc) {
    assert loop.inLoop();
    upkeep.retention().peersReached(hlc);
  }

  @Override
  public void setRetainFrom(String name, long position) {
    assert loop.inLoop();
    upkeep.retention().setRetainFrom(name, position);
  }

  @Override
  public long tombstoneFloor() {
    assert loop.inLoop();
    return state.tombstoneFloor();
  }

  @Override
  public void raiseTombstoneFloor(long hlc) {
    assert loop.inLoop();
    if (hlc > state.tombstoneFloor()) {
      note(new LogRecord.Floor(hlc));
    }
  }

  @Override
  public boolean holds(byte[] key) {
    assert loop.inLoop();
    return writes.isInFlight(ItemKey.ofBytes(key)) || views.store.get(key) != null;
  }

  @Override
  public Standing standing() {
    return state.standing();
  }

  @Override
  public void setStanding(Standing newStanding) {
    assert loop.inLoop();
    LogRecord.Stands stands = new LogRecord.Stands(newStanding);
    applier.apply(stands);
    commitPath.note(stands);
    upkeep.logged(stands);
  }

  @Override
  public boolean isServing() {
    return state.standing() == Standing.CURRENT && !closing;
  }

  @Override
  public long firstLogPosition() {
    return log.firstPosition();
  }

  @Override
  public long nextLogPosition() {
    return log.committed() + 1;
  }

  @Override
  public LogRead readLog(long fromPosition, int maxBytes, LogVisitor visitor) {
    assert loop.inLoop();
    return logReads.read(fromPosition, maxBytes, visitor);
  }

  @Override
  public ArchiveShard archive() {
    assert loop.inLoop();
    return new ShardArchive(options, ports, log, clock, commitPath, this::note);
  }

  @Override
  public TransactionShard transactions() {
    assert loop.inLoop();
    return transactions;
  }

  @Override
  public ExpiryShard expiry() {
    assert loop.inLoop();
    return expiry;
  }

  @Override
  public StreamShard streams() {
    return streams;
  }

  @Override
  public List<ConflictRecord> conflicts() {
    assert loop.inLoop();
    return writes.conflicts().newest();
  }

  @Override
  public ShardStats stats() {
    assert loop.inLoop();
    return ShardStats.of(views, log, upkeep, writes.conflicts(), commitPath);
  }

  /**
   * Stops: refuses writes from now on, commits what is in flight, and leaves files that the next
   * run trusts. On the shard's loop.
   *
   * @param closed called on the loop at the end, with what went wrong or null
   */
  public void close(Consumer<@Nullable Exception> closed) {
    assert loop.inLoop();
    if (closing) {
      throw new IllegalStateException("closed twice");
    }
    closing = true;
    upkeep.stop(() -> commitPath.afterSync(() -> closeFiles(closed)));
  }

  private void closeFiles(Consumer<@Nullable Exception> closed) {
    // The offload before this one was the sync; none is running when this one has begun.
    try {
      logReads.close();
      commitPath.close();
      clockBound.close(clock.last());
      writes.close();
    } catch (IOException e) {
      closed.accept(e);
      return;
    }
    IoTask leave = upkeep.leave(log.committed(), state.sum());
    loop.<@Nullable Void>offload(
        () -> {
          leave.run();
          return null;
        },
        (nothing, failure) -> closed.accept(failure));
  }
}
