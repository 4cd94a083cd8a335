package io.antipode.node.storage;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.item.ItemVisitor;
import io.antipode.node.storage.streams.StreamReads;
import io.antipode.node.storage.streams.StreamShard;
import io.antipode.replication.checkpoint.CheckpointHeader;
import io.antipode.replication.clock.HybridLogicalClock;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.FatalDisk;
import io.antipode.replication.disk.IoTask;
import io.antipode.replication.log.ClockBoundFile;
import io.antipode.replication.log.LocalCommit;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.log.ToldTimeFile;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.merge.ConflictRecord;
import io.antipode.replication.merge.Knowledge;
import io.antipode.replication.merge.LastWriterWins;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final ToldTimeFile told;
  private final HybridLogicalClock clock;
  private final LocalCommit commitPath;
  private final FatalDisk fatal;
  private final ShardViews views;
  private final Tables tables;
  private final Watermarks watermarks;
  private final LogReads logReads;
  private final StreamReads streams;
  private final ShardUpkeep upkeep;
  private final StandingFile standing;
  private final ConflictRing conflicts = new ConflictRing();

  /** The newest mutation in flight of each key that has one. */
  private final Map<ItemKey, InFlight> inFlight = new HashMap<>();

  private final Map<String, Runnable> listeners = new HashMap<>();
  private int ownInFlight;
  private long appliedPosition;
  private boolean wakeScheduled;
  private boolean closing;
  private Knowledge peers = (holder, origin) -> 0;
  private final Knowledge knowledge = this::appliedBy;

  private StorageShard(
      ShardOptions options,
      ShardPorts ports,
      ShardLog log,
      ClockBoundFile clockBound,
      ToldTimeFile told,
      StandingFile standing,
      WipedTables wiped,
      ShardRecovery.Recovered recovered) {
    this.options = options;
    this.ports = ports;
    this.loop = ports.loop();
    this.log = log;
    this.clockBound = clockBound;
    this.told = told;
    this.standing = standing;
    this.views = recovered.views;
    this.tables = recovered.views.tables;
    this.watermarks = recovered.watermarks;
    this.appliedPosition = log.committed();
    long startHlc = clockBound.startHlc(Math.max(watermarks.of(options.region()), told.hlc()));
    this.clock = new HybridLogicalClock(ports.time(), clockBound, startHlc, options.driftBoundMs());
    this.fatal = ports.fatal();
    this.commitPath = new LocalCommit(log, loop, options.durability(), fatal);
    this.logReads = new LogReads(log, options.region());
    this.streams = new StreamReads(log, loop, recovered.streams);
    this.upkeep =
        new ShardUpkeep(
            options, ports, log, commitPath, views, wiped, recovered, this::checkpointHeader);
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
    ShardLog log = ShardLog.open(ports.disk(), options.logFolder(), options.log());
    ClockBoundFile bound =
        ClockBoundFile.open(
            ports.disk(), options.clockFile(), ports.time(), ports.loop(), ports.fatal());
    ToldTimeFile told = ToldTimeFile.open(ports.disk(), options.toldFile(), bound.foundHlc());
    WipedTables wiped = WipedTables.open(ports.disk(), options.folder());
    ShardRecovery.Recovered recovered =
        new ShardRecovery(
                options, ports.disk(), ports.stores(), ports.compiler(), catalog, log, wiped)
            .recover();
    long aliveMs = Version.epochMs(Math.max(bound.foundHlc(), log.lastOwnHlc()));
    boolean wasAway = aliveMs > 0 && ports.time().epochMs() - aliveMs > options.retentionMs();
    StandingFile standing =
        StandingFile.open(ports.disk(), options.folder(), ports.loop(), wasAway);
    return new StorageShard(options, ports, log, bound, told, standing, wiped, recovered);
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
    WriteRefusal refusal = refusal();
    TableState table = refusal == null ? writableTable(key) : null;
    if (table == null) {
      callback.refused(refusal == null ? WriteRefusal.NOT_SERVING : refusal);
      return;
    }
    InFlight ahead = inFlight.get(key);
    StoredItem standing = ahead != null ? ahead.next : views.store.get(key.bytes());
    Item current = StoredItem.itemOf(standing);
    switch (decider.decide(current)) {
      case Decision.Put(Item item) -> commitOwn(table, key, standing, item.bytes(), 0, callback);
      case Decision.Delete _ -> delete(table, key, standing, 0, ahead != null, callback);
      case Decision.Expire _ ->
          delete(table, key, standing, Mutation.EXPIRED, ahead != null, callback);
      case Decision.Nothing _ -> writeNothing(current, ahead != null, callback);
    }
  }

  private @Nullable WriteRefusal refusal() {
    if (!isServing()) {
      return WriteRefusal.NOT_SERVING;
    }
    if (commitPath.pendingBytes() > options.maxInFlightBytes()) {
      return WriteRefusal.OVERLOADED;
    }
    return upkeep.diskNearlyFull() ? WriteRefusal.DISK_NEARLY_FULL : null;
  }

  private @Nullable TableState writableTable(ItemKey key) {
    TableState table = tables.get(Mutation.tableIdOf(key.bytes()));
    return table != null && table.info.writable() ? table : null;
  }

  private void delete(
      TableState table,
      ItemKey key,
      @Nullable StoredItem standing,
      int flags,
      boolean restsOnInFlight,
      WriteCallback callback) {
    if (standing == null || standing.isTombstone()) {
      writeNothing(null, restsOnInFlight, callback);
    } else {
      commitOwn(table, key, standing, null, flags, callback);
    }
  }

  /** An answer that rests on an uncommitted write must not be given before that is committed. */
  private void writeNothing(
      @Nullable Item current, boolean restsOnInFlight, WriteCallback callback) {
    if (restsOnInFlight) {
      commitPath.afterCommit(() -> callback.committed(null, current, current));
    } else {
      callback.committed(null, current, current);
    }
  }

  private void commitOwn(
      TableState table,
      ItemKey key,
      @Nullable StoredItem standing,
      byte @Nullable [] image,
      int flags,
      WriteCallback callback) {
    long hlc = clock.tick(standing == null ? 0 : standing.version().hlc() + 1);
    ownInFlight++;
    commit(table, key, standing, new Version(hlc, options.region()), image, flags, callback);
  }

  private void commit(
      TableState table,
      ItemKey key,
      @Nullable StoredItem standing,
      Version version,
      byte @Nullable [] image,
      int writeFlags,
      @Nullable WriteCallback callback) {
    byte[] before = standing == null ? null : standing.image();
    int flags = writeFlags;
    if (before != null) {
      flags |= Mutation.HAD_OLD;
      flags |= Arrays.equals(before, image) ? Mutation.UNCHANGED : 0;
    } else if (image == null) {
      flags |= Mutation.UNCHANGED;
    }
    TableInfo info = table.info;
    byte[] oldImage = info.streamShowsOld() ? before : null;
    Mutation mutation =
        new Mutation(key.bytes(), version, image, oldImage, info.streamEpochMs(), flags);
    InFlight write = new InFlight(this, table, key, mutation, standing, callback);
    inFlight.put(key, write);
    commitPath.commit(mutation, write);
  }

  /** A mutation is in the log for good. */
  void committed(InFlight write, long position) {
    Mutation mutation = write.mutation;
    if (tables.get(write.table.info.id()) == write.table) {
      applyToViews(write.table, mutation);
    }
    inFlight.remove(write.key, write);
    appliedPosition = position;
    upkeep.logged(position, mutation);
    if (!mutation.has(Mutation.OUT_OF_ORDER)) {
      watermarks.raise(mutation.version().region(), mutation.version().hlc());
    }
    scheduleWake();
    WriteCallback callback = write.callback;
    if (callback != null) {
      ownInFlight--;
      callback.committed(
          mutation.version(), StoredItem.itemOf(write.prior), StoredItem.itemOf(write.next));
    }
  }

  /**
   * A view that can't take what is in the log is no view of it any more, and whoever waits for this
   * write or for those behind it would wait for ever: the node stops, and rebuilds its views.
   */
  private void applyToViews(TableState table, Mutation mutation) {
    try {
      views.apply(table, mutation);
    } catch (RuntimeException | VirtualMachineError | LinkageError failure) {
      fatal.failed(new IllegalStateException("the views are out of step with the log", failure));
      throw failure;
    }
  }

  private void scheduleWake() {
    if (!wakeScheduled && !listeners.isEmpty()) {
      wakeScheduled = true;
      loop.execute(this::wake);
    }
  }

  private void wake() {
    wakeScheduled = false;
    List.copyOf(listeners.values()).forEach(Runnable::run);
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
    if (upkeep.diskNearlyFull()) {
      return ApplyOutcome.NO_ROOM;
    }
    if (!clock.observe(mutation.version().hlc())) {
      return ApplyOutcome.FROM_THE_FUTURE;
    }
    ItemKey key = ItemKey.ofBytes(mutation.key());
    InFlight ahead = inFlight.get(key);
    StoredItem standing = ahead != null ? ahead.next : views.store.get(mutation.key());
    Version standingVersion = standing == null ? null : standing.version();
    LastWriterWins.Outcome outcome =
        LastWriterWins.decide(standingVersion, mutation.version(), knowledge);
    if (standing != null && outcome.conflict()) {
      recordConflict(standing, mutation, outcome.applies());
    }
    return switch (outcome) {
      case APPLY, APPLY_IN_CONFLICT -> {
        int flags = mutation.flags() & (Mutation.EXPIRED | Mutation.OUT_OF_ORDER);
        commit(table, key, standing, mutation.version(), mutation.newImage(), flags, null);
        yield ApplyOutcome.APPLIED;
      }
      case DUPLICATE -> ApplyOutcome.DUPLICATE;
      case SUPERSEDED, SUPERSEDED_IN_CONFLICT -> ApplyOutcome.SUPERSEDED;
    };
  }

  private void recordConflict(StoredItem standing, Mutation incoming, boolean incomingWins) {
    Version winner = incomingWins ? incoming.version() : standing.version();
    Version loser = incomingWins ? standing.version() : incoming.version();
    byte[] loserImage = incomingWins ? standing.image() : incoming.newImage();
    conflicts.add(
        new ConflictRecord(incoming.key(), winner, loser, loserImage, ports.time().epochMs()));
  }

  private long appliedBy(Region holder, Region origin) {
    return holder.equals(options.region())
        ? watermarks.of(origin)
        : peers.appliedBy(holder, origin);
  }

  @Override
  public void useKnowledge(Knowledge newPeers) {
    assert loop.inLoop();
    peers = newPeers;
  }

  @Override
  public long watermark(Region origin) {
    assert loop.inLoop();
    return watermarks.of(origin);
  }

  @Override
  public void advanceWatermark(Region origin, long hlc) {
    assert loop.inLoop();
    if (!origin.equals(options.region())) {
      watermarks.raise(origin, hlc);
    }
  }

  @Override
  public long closedTime() {
    assert loop.inLoop();
    if (ownInFlight > 0) {
      return watermarks.of(options.region());
    }
    long closed = clock.tick(0);
    try {
      told.tell(closed);
      return closed;
    } catch (IOException e) {
      ports.fatal().failed(e);
      return watermarks.of(options.region());
    }
  }

  @Override
  public OwnRead readOwn(long afterHlc, int maxBytes, OwnVisitor visitor) {
    assert loop.inLoop();
    return logReads.readOwn(afterHlc, watermarks.of(options.region()), maxBytes, visitor);
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
    upkeep.collectTombstones(tableId, belowHlc, key -> inFlight.containsKey(key));
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
    return watermarks.tombstoneFloor();
  }

  @Override
  public void raiseTombstoneFloor(long hlc) {
    assert loop.inLoop();
    watermarks.raiseTombstoneFloor(hlc);
  }

  @Override
  public boolean holds(byte[] key) {
    assert loop.inLoop();
    return inFlight.containsKey(ItemKey.ofBytes(key)) || views.store.get(key) != null;
  }

  @Override
  public Standing standing() {
    return standing.standing();
  }

  @Override
  public void setStanding(Standing newStanding) {
    assert loop.inLoop();
    standing.set(newStanding);
  }

  @Override
  public boolean isServing() {
    return standing.standing() == Standing.CURRENT && !closing;
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
  public StreamShard streams() {
    return streams;
  }

  @Override
  public List<ConflictRecord> conflicts() {
    assert loop.inLoop();
    return conflicts.newest();
  }

  @Override
  public ShardStats stats() {
    assert loop.inLoop();
    long items = 0;
    long tombstones = 0;
    for (TableState table : tables.all()) {
      items += table.items;
      tombstones += table.tombstones;
    }
    return new ShardStats(
        items,
        tombstones,
        views.keys.size(),
        log.bytes(),
        upkeep.checkpointBytes(),
        views.store.fileBytes(),
        views.keyBytes(),
        conflicts.count(),
        commitPath.pendingBytes());
  }

  private CheckpointHeader checkpointHeader() {
    return new CheckpointHeader(
        options.id(),
        options.region(),
        appliedPosition,
        watermarks.of(options.region()),
        watermarks.all(),
        watermarks.tombstoneFloor(),
        ports.time().epochMs());
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
      told.close();
    } catch (IOException e) {
      closed.accept(e);
      return;
    }
    CleanMark mark =
        new CleanMark(
            ports.disk().bootId(),
            appliedPosition,
            upkeep.uncoveredBytes(),
            watermarks.all(),
            watermarks.tombstoneFloor());
    IoTask streamsFile = upkeep.streamsFile();
    loop.<@Nullable Void>offload(
        () -> {
          try {
            streamsFile.run();
            views.store.close();
            if (upkeep.settled()) {
              ViewFile.write(ports.disk(), options.viewFile(), mark.logPosition(), views);
            }
            mark.write(ports.disk(), options.markFile());
          } finally {
            views.close();
          }
          return null;
        },
        (nothing, failure) -> closed.accept(failure));
  }
}
