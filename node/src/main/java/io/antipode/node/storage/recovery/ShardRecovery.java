package io.antipode.node.storage.recovery;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.storage.streams.StreamIndex;
import io.antipode.node.storage.streams.StreamIndexFile;
import io.antipode.node.storage.view.ItemStore;
import io.antipode.node.storage.view.ItemStores;
import io.antipode.node.storage.view.LogApplier;
import io.antipode.node.storage.view.SecondaryIndex;
import io.antipode.node.storage.view.ShardState;
import io.antipode.node.storage.view.ShardViews;
import io.antipode.node.storage.view.StoreSeal;
import io.antipode.node.storage.view.StoredItem;
import io.antipode.node.storage.view.TableState;
import io.antipode.node.storage.view.Tables;
import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.CheckpointHeader;
import io.antipode.replication.checkpoint.CheckpointReader;
import io.antipode.replication.checkpoint.Checkpoints;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.log.ClockBoundFile;
import io.antipode.replication.log.DurableEnd;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.LogState;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.log.Standing;
import io.antipode.replication.memory.MemoryShare;
import io.antipode.replication.memory.MemoryUse;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds a shard's views from what the last run left behind.
 *
 * <pre>
 *   clean mark of this boot, at the log's end?  ── yes ──▶  reopen the item store, with the view
 *            │ no                                         file, or else one pass over the store
 *            ▼
 *   newest whole checkpoint  ──▶  the log after it, in order ─▶  fresh item store
 *            │ damaged
 *            ▼
 *   the next older one … the log from its very beginning … else: damaged, nothing is served
 * </pre>
 *
 * <p>The log is applied by a {@link LogApplier}, as a follower would. What recovery finds out
 * itself (an absence, a table that was deleted while nobody could log it, what an earlier build
 * kept beside the log) it adds to the log before the shard opens. Blocks, on any one thread. What
 * belongs to tables that the catalog does not have is skipped.
 */
public final class ShardRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(ShardRecovery.class);
  private static final long FRESH_ITEMS = 0;

  /** More than any checkpoint holds. */
  private static final long DUE_AT_ONCE = 1L << 60;

  private final ShardOptions options;
  private final Disk disk;
  private final ItemStores stores;
  private final MemoryShare keyShare;
  private final SecondaryIndex.Compiler compiler;
  private final CatalogView catalog;
  private final ShardLog log;
  private final ClockBoundFile bound;
  private final TimeSource time;

  /** Deleted tables of which something was found that no record has wiped. */
  private final Set<Long> leftovers = new TreeSet<>();

  private final SideFiles sideFiles;

  /** Of the last run, if it was closed in order. */
  private final @Nullable CleanMark mark;

  /** Views and what is known besides, while they are being built. */
  private static final class Building {
    final ShardViews views;
    final ShardState state;
    final LogApplier applier;
    final StreamIndex streams;
    @Nullable Checkpoint checkpoint;
    long uncoveredBytes;

    Building(ShardViews views, LogState from, StreamIndex streams) {
      this.views = views;
      this.state = new ShardState(from);
      this.applier = new LogApplier(views, state);
      this.streams = streams;
    }
  }

  /**
   * Opens the files of a shard, or of one that begins, and brings its views up to its log.
   *
   * @param catalog the region's tables: what belongs to others is forgotten
   * @throws DamagedFileException where something that was durable can't be read
   */
  public static Recovered recover(ShardOptions options, ShardPorts ports, CatalogView catalog)
      throws IOException {
    ClockBoundFile bound =
        ClockBoundFile.open(
            ports.disk(), options.clockFile(), ports.time(), ports.loop(), ports.fatal());
    CleanMark mark = CleanMark.read(ports.disk(), options.markFile());
    long position = Math.max(bound.knownLogEnd(), KnownEnd.of(ports.disk(), options, mark));
    DurableEnd known = new DurableEnd(position, ports.durable(), bound.isOfThisBoot());
    ShardLog log =
        ShardLog.open(ports.disk(), options.logFolder(), options.log(ports.memory()), known);
    bound.follow(log);
    return new ShardRecovery(options, ports, catalog, log, bound, mark).recover();
  }

  /**
   * @param bound of the clock: the last run lived until about then
   * @param mark that the last run left, null for none
   */
  private ShardRecovery(
      ShardOptions options,
      ShardPorts ports,
      CatalogView catalog,
      ShardLog log,
      ClockBoundFile bound,
      @Nullable CleanMark mark)
      throws IOException {
    this.options = options;
    this.disk = ports.disk();
    this.stores = ports.stores();
    this.keyShare = ports.memory().share(MemoryUse.KEYS);
    this.compiler = ports.compiler();
    this.time = ports.time();
    this.catalog = catalog;
    this.log = log;
    this.bound = bound;
    this.mark = mark;
    this.sideFiles = SideFiles.open(disk, options.folder(), bound.foundHlc(), log.committed());
  }

  private Recovered recover() throws IOException {
    disk.delete(options.markFile());
    List<Checkpoint> checkpoints =
        Checkpoints.list(
            disk,
            options.checkpointFolder(),
            damage -> LOG.error("{}: {}", options.folder(), damage.getMessage()));
    Building found = mark != null && isTrusted(mark) ? reopen(mark) : null;
    if (found == null) {
      disk.delete(options.viewFile());
      found = rebuild(checkpoints);
    }
    if (found.checkpoint == null && !checkpoints.isEmpty()) {
      found.checkpoint = checkpoints.getFirst();
    }
    long covered = found.checkpoint == null ? 0 : found.checkpoint.header().logPosition();
    if (log.firstPosition() > covered + 1) {
      LOG.error(
          "{}: its views are whole, but the log, which begins at {}, and its checkpoints could not"
              + " make them anew: a checkpoint is made at once",
          options.folder(),
          log.firstPosition());
      found.uncoveredBytes = DUE_AT_ONCE;
    }
    long olderPosition = checkpoints.size() > 1 ? checkpoints.get(1).header().logPosition() : 0;
    found.state.reached(options.region(), log.lastOwnHlc());
    found.streams.recovered(catalog);
    complete(found);
    String gone =
        new LogBeginFile(disk, options.logBeginFile())
            .check(options.logFolder(), log.firstPosition());
    return new Recovered(
        log,
        bound,
        found.views,
        found.state,
        found.streams,
        found.checkpoint,
        olderPosition,
        found.uncoveredBytes,
        sideFiles,
        gone == null ? List.of() : List.of(gone));
  }

  /** Logs what recovery has found out itself. */
  private void complete(Building found) throws IOException {
    List<LogRecord> records = new ArrayList<>(sideFiles.records());
    leftovers.forEach(tableId -> records.add(new LogRecord.Wiped(tableId)));
    records.forEach(found.applier::apply);
    if (mayHaveBeenAway() && found.state.standing() == Standing.CURRENT) {
      LogRecord suspect = new LogRecord.Stands(Standing.SUSPECT);
      found.applier.apply(suspect);
      records.add(suspect);
    }
    if (records.isEmpty()) {
      return;
    }
    for (LogRecord record : records) {
      log.append(record);
      found.uncoveredBytes += LogRecord.sizeOf(record);
    }
    log.write();
    log.sync();
    log.commitUpTo(log.written());
    sideFiles.logged();
  }

  /**
   * Whether the last run may have ended longer ago than deletions are remembered: by the bound of
   * the clock, or else by the shard's own last write; and where neither is left, beside a log or
   * what was the clock's file, for want of anything that says otherwise.
   */
  private boolean mayHaveBeenAway() {
    long aliveHlc = Math.max(bound.foundHlc(), log.lastOwnHlc());
    return aliveHlc == 0
        ? log.committed() > 0 || bound.isDamaged()
        : time.epochMs() - Version.epochMs(aliveHlc) > options.retentionMs();
  }

  private boolean isTrusted(CleanMark mark) throws IOException {
    return mark.bootId() != 0
        && mark.bootId() == disk.bootId()
        && mark.logPosition() == log.committed();
  }

  private @Nullable Building reopen(CleanMark mark) throws IOException {
    ItemStore store = reopenStore(mark.seal());
    if (store == null) {
      return null;
    }
    ShardViews views = new ShardViews(store, stores.keyMemory(keyShare), tables());
    String problem = fill(views, mark);
    if (problem != null) {
      LOG.warn("{}: {}; its views are built anew", options.folder(), problem);
      store.close();
      views.close();
      return null;
    }
    Building reopened = new Building(views, mark.state(), streamsAfter(mark.logPosition()));
    reopened.uncoveredBytes = mark.uncheckpointedBytes();
    return reopened;
  }

  private @Nullable ItemStore reopenStore(StoreSeal seal) throws IOException {
    try {
      return stores.reopen(seal);
    } catch (DamagedFileException e) {
      LOG.warn("{}: {}; its views are built anew", options.folder(), e.getMessage());
      return null;
    }
  }

  /** Fills the views beside a reopened store; returns what speaks against them, or null. */
  private @Nullable String fill(ShardViews views, CleanMark mark) throws IOException {
    boolean written = mark.viewsCrc() != CleanMark.NO_VIEWS;
    if (written
        && ViewFile.take(disk, options.viewFile(), mark.logPosition(), mark.viewsCrc(), views)) {
      long counted = views.tables.all().stream().mapToLong(t -> t.items + t.tombstones).sum();
      return counted == views.store.size()
          ? null
          : views.store.size() + " items are stored, and " + counted + " were counted";
    }
    // What is left of a table that was dropped: were it to come back, so would that.
    long strays = readThrough(views);
    return strays > 0 ? strays + " items belong to no table" : null;
  }

  /** Returns how many items belong to tables that the catalog does not have. */
  private static long readThrough(ShardViews views) {
    long[] strays = new long[1];
    views.store.forEach(
        (key, version, image) -> {
          TableState table = views.tables.get(Mutation.tableIdOf(key));
          if (table != null) {
            views.load(table, key, new StoredItem(version, image));
          } else {
            strays[0]++;
          }
        });
    return strays[0];
  }

  private Tables tables() {
    Tables tables = new Tables(options.region(), compiler);
    tables.update(catalog);
    return tables;
  }

  private Building rebuild(List<Checkpoint> checkpoints) throws IOException {
    for (Checkpoint checkpoint : checkpoints) {
      if (log.firstPosition() > checkpoint.header().logPosition() + 1) {
        break;
      }
      try {
        return rebuildFrom(checkpoint);
      } catch (DamagedFileException e) {
        if (!e.file().equals(checkpoint.path())) {
          throw e;
        }
        LOG.error("{}: {}; trying an older one", options.folder(), e.getMessage());
      }
    }
    if (log.firstPosition() > 1) {
      throw new DamagedFileException(
          options.checkpointFolder(),
          0,
          "no whole checkpoint that the log, which begins at %d, continues"
              .formatted(log.firstPosition()));
    }
    ShardViews views =
        new ShardViews(stores.create(FRESH_ITEMS, 0), stores.keyMemory(keyShare), tables());
    Building rebuilt = new Building(views, LogState.EMPTY, streamsAfter(0));
    replay(rebuilt, 1);
    return rebuilt;
  }

  private Building rebuildFrom(Checkpoint checkpoint) throws IOException {
    // The log after a checkpoint is about as large as the checkpoint when the next one is due.
    ItemStore store = stores.create(checkpoint.entries() * 5 / 4, checkpoint.lengthBytes() * 5 / 4);
    ShardViews views = new ShardViews(store, stores.keyMemory(keyShare), tables());
    try {
      CheckpointReader.readAll(
          disk,
          checkpoint,
          entry -> {
            if (holds(entry.tableId(), checkpoint.header().logPosition())) {
              TableState table = views.tables.get(entry.tableId());
              if (table != null) {
                views.fill(table, entry);
              }
            }
          });
    } catch (DamagedFileException e) {
      views.close();
      throw e;
    }
    CheckpointHeader header = checkpoint.header();
    Building rebuilt = new Building(views, header.state(), streamsAfter(header.logPosition()));
    rebuilt.state.reached(options.region(), header.ownHlc());
    rebuilt.checkpoint = checkpoint;
    replay(rebuilt, header.logPosition() + 1);
    return rebuilt;
  }

  /**
   * Whether what a table had at a position counts: not where an earlier build wiped it. A deleted
   * table's is noted, so that it is wiped for good.
   */
  private boolean holds(long tableId, long position) {
    if (sideFiles.isGone(tableId, position)) {
      return false;
    }
    TableDescriptor table = catalog.byId(tableId);
    if (table != null && table.status() == TableStatus.DELETED) {
      leftovers.add(tableId);
    }
    return true;
  }

  /** What is known of streams, before the log after a position is read. */
  private StreamIndex streamsAfter(long position) throws IOException {
    StreamIndex read = StreamIndexFile.read(disk, options.streamsFile(), log);
    StreamIndex streams = read == null ? new StreamIndex() : read;
    // A checkpoint may know more than a log whose end a damaged disk lost.
    streams.recovering(catalog, log.firstPosition(), Math.min(position, log.committed()));
    return streams;
  }

  private void replay(Building rebuilt, long fromPosition) throws IOException {
    log.replay(
        fromPosition,
        (position, record) -> {
          rebuilt.uncoveredBytes += LogRecord.sizeOf(record);
          apply(rebuilt, position, record);
          return true;
        });
  }

  private void apply(Building rebuilt, long position, LogRecord record) {
    LogApplier applier = rebuilt.applier;
    switch (record) {
      case LogRecord.Write(Mutation mutation) -> {
        rebuilt.streams.recover(position, mutation);
        if (holds(mutation.tableId(), position)) {
          applier.apply(record);
        } else {
          applier.passOver(mutation);
        }
      }
      case LogRecord.Wiped(long tableId) -> {
        leftovers.remove(tableId);
        applier.apply(record);
      }
      case LogRecord.Reached _,
          LogRecord.Floor _,
          LogRecord.Forgotten _,
          LogRecord.Restarted _,
          LogRecord.Stands _,
          LogRecord.Told _ ->
          applier.apply(record);
    }
  }
}
