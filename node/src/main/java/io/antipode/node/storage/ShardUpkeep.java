package io.antipode.node.storage;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.node.storage.keys.KeyCursor;
import io.antipode.node.storage.recovery.CleanMark;
import io.antipode.node.storage.recovery.LogBeginFile;
import io.antipode.node.storage.recovery.Recovered;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.node.storage.recovery.ShardPorts;
import io.antipode.node.storage.recovery.ViewFile;
import io.antipode.node.storage.streams.StreamId;
import io.antipode.node.storage.streams.StreamIndex;
import io.antipode.node.storage.streams.StreamIndexFile;
import io.antipode.node.storage.view.IdRange;
import io.antipode.node.storage.view.LogApplier;
import io.antipode.node.storage.view.SecondaryIndex;
import io.antipode.node.storage.view.ShardState;
import io.antipode.node.storage.view.ShardViews;
import io.antipode.node.storage.view.StoreSeal;
import io.antipode.node.storage.view.TableInfo;
import io.antipode.node.storage.view.TableState;
import io.antipode.node.storage.view.Tables;
import io.antipode.replication.checkpoint.CheckpointHeader;
import io.antipode.replication.disk.IoTask;
import io.antipode.replication.log.CommitPath;
import io.antipode.replication.log.CommitPath.Committed;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.LogState;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.mutation.Mutation;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a shard does beside its clients' work: checkpoints, dropping of old log, building and
 * dropping of indexes, dropping of tables, collecting of tombstones, a look at the disk. In slices,
 * on the shard's loop.
 */
final class ShardUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(ShardUpkeep.class);
  private static final long ROUND_MS = 1_000;

  private final ShardOptions options;
  private final ShardPorts ports;
  private final ShardLog log;
  private final CommitPath commitPath;
  private final EventLoop loop;
  private final ShardViews views;
  private final LogApplier applier;
  private final LogRetention retention;
  private final StreamIndex streams;
  private final Checkpointing checkpointing;
  private final DiskGuard diskGuard;
  private final WriteRoom room;
  private final SlicedJobs jobs;
  private final List<String> damages;

  /** Whether nothing was left to remove or to add when it was stopped. */
  private boolean settled;

  /** Position of the checkpoint beside which the streams' index was written last. */
  private long streamsSavedAt;

  /** Tables whose keys are being removed. */
  private final Set<Long> dropping = new HashSet<>();

  private EventLoop.@Nullable Timer round;

  ShardUpkeep(
      ShardOptions options,
      ShardPorts ports,
      ShardLog log,
      CommitPath commitPath,
      LogApplier applier,
      Recovered recovered) {
    this.options = options;
    this.ports = ports;
    this.loop = ports.loop();
    this.commitPath = commitPath;
    this.views = recovered.views();
    this.applier = applier;
    this.log = log;
    this.streams = recovered.streams();
    this.jobs = new SlicedJobs(loop);
    this.damages = recovered.damages();
    this.diskGuard =
        new DiskGuard(ports.disk(), loop, options.minFreeBytes(), options.saidOfTheDisk());
    this.room = new WriteRoom(diskGuard, ports.memory(), options.maxInFlightBytes());
    this.retention =
        new LogRetention(
            log,
            new LogBeginFile(ports.disk(), options.logBeginFile()),
            views.tables,
            ports.time(),
            loop,
            options.retentionMs(),
            recovered.olderPosition());
    this.checkpointing =
        new Checkpointing(
            options,
            ports,
            commitPath,
            views,
            retention,
            recovered,
            () -> header(recovered.state()));
  }

  /** What a checkpoint that is begun now says of itself. */
  private CheckpointHeader header(ShardState state) {
    return new CheckpointHeader(
        options.id(),
        options.region(),
        log.committed(),
        state.watermark(options.region()),
        state.sum(),
        ports.time().epochMs());
  }

  void start() {
    diskGuard.look();
    round();
    // Recovery has built every index whole.
    views.tables.allIndexes().forEach(this::reportBuilt);
    views.tables.expiringNoMore().forEach(this::reportNoExpiry);
  }

  private void round() {
    checkpointing.runWhereDue(diskGuard.room());
    retention.apply();
    streams.dropBefore(log.firstPosition());
    saveStreamsWhereDue();
    round = loop.schedule(ROUND_MS, this::round);
  }

  /** Recovery reads the log after a checkpoint only: the index must know what lies before. */
  private void saveStreamsWhereDue() {
    if (checkpointing.newestPosition() <= streamsSavedAt) {
      return;
    }
    streamsSavedAt = checkpointing.newestPosition();
    IoTask file = streamsFile();
    commitPath.afterSync(
        () ->
            loop.<@Nullable Void>offload(
                () -> {
                  file.run();
                  return null;
                },
                (nothing, failure) -> {
                  if (failure != null) {
                    LOG.warn("{}: the old one stays", options.streamsFile(), failure);
                  }
                }));
  }

  /** Writes what is known of streams now; to be run once the log is synced as far. */
  IoTask streamsFile() {
    ByteBuffer encoded = StreamIndexFile.encode(streams, log);
    return () -> StreamIndexFile.write(ports.disk(), options.streamsFile(), encoded);
  }

  WriteRoom room() {
    return room;
  }

  DiskGuard disk() {
    return diskGuard;
  }

  LogRetention retention() {
    return retention;
  }

  /** A write was committed. */
  void logged(long position, LogRecord.Write write) {
    streams.note(position, write.mutation());
    logged(write);
  }

  /** A record was logged. */
  void logged(LogRecord record) {
    checkpointing.logged(LogRecord.sizeOf(record));
  }

  List<String> damages() {
    return damages;
  }

  long checkpointBytes() {
    return checkpointing.newestBytes();
  }

  long uncoveredBytes() {
    return checkpointing.uncoveredBytes();
  }

  void onCatalog(CatalogView catalog) {
    List<StreamId> off = streams.onCatalog(catalog, log.appended() + 1);
    if (!off.isEmpty()) {
      commitPath.afterCommit(() -> off.forEach(streams::close));
    }
    Tables.Changes changes = views.tables.update(catalog);
    for (long tableId : changes.droppedTables()) {
      dropTable(tableId);
    }
    for (SecondaryIndex index : changes.droppedIndexes()) {
      jobs.add(() -> views.dropEntries(index.id(), SlicedJobs.SLICE_KEYS));
    }
    if (dropping.stream().anyMatch(id -> views.tables.get(id) != null)) {
      // A replica that was removed comes back: first the old content goes.
      jobs.finish();
    }
    changes.added().forEach(this::build);
    for (TableInfo table : views.tables.expiringNoMore()) {
      // Behind the removal of its entries.
      jobs.add(
          () -> {
            reportNoExpiry(table);
            return false;
          });
    }
  }

  private void reportNoExpiry(TableInfo table) {
    ports.indexes().indexBuilt(table.id(), table.expiryOff());
  }

  private void dropTable(long tableId) {
    commitPath.commit(new LogRecord.Wiped(tableId), Committed.IGNORED);
    commitPath.afterSync(() -> {}); // Were a power cut to take it, what is gone could come back.
    dropping.add(tableId);
    jobs.add(
        () -> {
          boolean more = views.dropItems(tableId, SlicedJobs.SLICE_KEYS);
          if (!more) {
            dropping.remove(tableId);
          }
          return more;
        });
  }

  private void build(SecondaryIndex index) {
    TableState table = views.tables.get(index.tableId());
    if (table == null || table.items == 0) {
      reportBuilt(index);
      return;
    }
    KeyCursor cursor = views.keys.cursor();
    boolean[] begun = new boolean[1];
    jobs.add(
        () -> {
          boolean there =
              begun[0] ? cursor.next() : cursor.seekAtLeast(IdRange.bytes(index.tableId()));
          begun[0] = true;
          return views.tables.index(index.id()) != null && buildSlice(index, cursor, there);
        });
  }

  private boolean buildSlice(SecondaryIndex index, KeyCursor cursor, boolean found) {
    boolean there = found;
    for (int i = 1; there && Mutation.tableIdOf(cursor.key()) == index.tableId(); i++) {
      views.addEntry(index, cursor.key());
      if (i == SlicedJobs.SLICE_KEYS) {
        return true;
      }
      there = cursor.next();
    }
    reportBuilt(index);
    return false;
  }

  private void reportBuilt(SecondaryIndex index) {
    if (index.creating()) {
      ports.indexes().indexBuilt(index.tableId(), index.id());
    }
  }

  void collectTombstones(long tableId, long belowHlc) {
    jobs.add(() -> collectSlice(tableId, belowHlc));
  }

  /** Logs that the oldest tombstones are forgotten; the next slice follows when they are. */
  private boolean collectSlice(long tableId, long belowHlc) {
    TableState table = views.tables.get(tableId);
    long above =
        table == null || table.tombstones == 0
            ? 0
            : views.aboveOldestTombstones(tableId, belowHlc, SlicedJobs.SLICE_KEYS);
    if (above > 0) {
      LogRecord.Forgotten forgotten = new LogRecord.Forgotten(tableId, above);
      commitPath.commit(forgotten, new Collected(forgotten, belowHlc));
    }
    return false;
  }

  /** Forgets tombstones once that is logged. */
  private final class Collected implements Committed {
    private final LogRecord.Forgotten forgotten;
    private final long belowHlc;

    Collected(LogRecord.Forgotten forgotten, long belowHlc) {
      this.forgotten = forgotten;
      this.belowHlc = belowHlc;
    }

    @Override
    public void committed(long position) {
      applier.apply(forgotten);
      logged(forgotten);
      collectTombstones(forgotten.tableId(), belowHlc);
    }

    @Override
    public void unknown() {}
  }

  /**
   * Leaves what the next run finds everything by, the mark last of all; to be run once the log is
   * closed.
   */
  IoTask leave(long logPosition, LogState sum) {
    IoTask streamsFile = streamsFile();
    return () -> {
      try {
        streamsFile.run();
        StoreSeal seal = views.store.close();
        long viewsCrc =
            settled
                ? ViewFile.write(ports.disk(), options.viewFile(), logPosition, views)
                : CleanMark.NO_VIEWS;
        long bootId = ports.disk().bootId();
        new CleanMark(bootId, logPosition, uncoveredBytes(), sum, viewsCrc, seal)
            .write(ports.disk(), options.markFile());
      } finally {
        views.close();
      }
    };
  }

  /** Ends all of it, then calls back. */
  void stop(Runnable stopped) {
    EventLoop.Timer timer = round;
    if (timer != null) {
      timer.cancel();
    }
    diskGuard.stop();
    settled = jobs.idle();
    jobs.stop();
    checkpointing.stop(stopped);
  }
}
