package io.antipode.node.storage;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.streams.StreamIndex;
import io.antipode.node.storage.streams.StreamIndexFile;
import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.CheckpointHeader;
import io.antipode.replication.checkpoint.CheckpointReader;
import io.antipode.replication.checkpoint.Checkpoints;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.mutation.MutationCodec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
 * <p>Blocks, on any one thread. What belongs to tables that the catalog does not have is skipped,
 * and so is what a table had before it was deleted and came back ({@link WipedTables}).
 */
final class ShardRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(ShardRecovery.class);
  private static final long FRESH_ITEMS = 0;

  private final ShardOptions options;
  private final Disk disk;
  private final ItemStores stores;
  private final SecondaryIndex.Compiler compiler;
  private final CatalogView catalog;
  private final ShardLog log;
  private final WipedTables wiped;

  /** What recovery found. */
  static final class Recovered {
    final ShardViews views;
    final Watermarks watermarks;
    final StreamIndex streams;
    @Nullable Checkpoint checkpoint;
    long olderPosition;
    long uncoveredBytes;

    Recovered(ShardViews views, Watermarks watermarks, StreamIndex streams) {
      this.views = views;
      this.watermarks = watermarks;
      this.streams = streams;
    }
  }

  ShardRecovery(
      ShardOptions options,
      Disk disk,
      ItemStores stores,
      SecondaryIndex.Compiler compiler,
      CatalogView catalog,
      ShardLog log,
      WipedTables wiped) {
    this.options = options;
    this.disk = disk;
    this.stores = stores;
    this.compiler = compiler;
    this.catalog = catalog;
    this.log = log;
    this.wiped = wiped;
  }

  Recovered recover() throws IOException {
    CleanMark mark = CleanMark.take(disk, options.markFile());
    List<Checkpoint> checkpoints =
        Checkpoints.list(
            disk,
            options.checkpointFolder(),
            damage -> LOG.error("{}: {}", options.folder(), damage.getMessage()));
    Recovered recovered = mark != null && isTrusted(mark) ? reopen(mark) : null;
    if (recovered == null) {
      disk.delete(options.viewFile());
      recovered = rebuild(checkpoints);
    }
    if (recovered.checkpoint == null && !checkpoints.isEmpty()) {
      recovered.checkpoint = checkpoints.getFirst();
    }
    if (!checkpoints.isEmpty()) {
      recovered.olderPosition =
          checkpoints.size() > 1 ? checkpoints.get(1).header().logPosition() : 0;
    }
    recovered.watermarks.raise(options.region(), log.lastOwnHlc());
    recovered.streams.recovered(catalog);
    wiped.recovered(catalog, log.committed());
    return recovered;
  }

  private boolean isTrusted(CleanMark mark) throws IOException {
    return mark.bootId() != 0
        && mark.bootId() == disk.bootId()
        && mark.logPosition() == log.committed();
  }

  private @Nullable Recovered reopen(CleanMark mark) throws IOException {
    ItemStore store = stores.reopen();
    if (store == null) {
      return null;
    }
    ShardViews views = new ShardViews(store, stores.keyMemory(), tables());
    if (!ViewFile.take(disk, options.viewFile(), mark.logPosition(), views)) {
      long strays = readThrough(views);
      if (strays > 0) {
        // What is left of a table that was dropped: were it to come back, so would that.
        LOG.info("{}: {} items belong to no table; rebuilding", options.folder(), strays);
        store.close();
        views.close();
        return null;
      }
    }
    Recovered recovered =
        new Recovered(
            views,
            new Watermarks(mark.watermarks(), mark.tombstoneFloor()),
            streamsAfter(mark.logPosition()));
    recovered.uncoveredBytes = mark.uncheckpointedBytes();
    return recovered;
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

  private Recovered rebuild(List<Checkpoint> checkpoints) throws IOException {
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
    ShardViews views = new ShardViews(stores.create(FRESH_ITEMS, 0), stores.keyMemory(), tables());
    Recovered recovered = new Recovered(views, new Watermarks(Map.of(), 0), streamsAfter(0));
    replay(recovered, 1);
    return recovered;
  }

  private Recovered rebuildFrom(Checkpoint checkpoint) throws IOException {
    // The log after a checkpoint is about as large as the checkpoint when the next one is due.
    ItemStore store = stores.create(checkpoint.entries() * 5 / 4, checkpoint.lengthBytes() * 5 / 4);
    ShardViews views = new ShardViews(store, stores.keyMemory(), tables());
    try {
      CheckpointReader.readAll(
          disk,
          checkpoint,
          entry -> {
            TableState table = views.tables.get(entry.tableId());
            if (table != null
                && !wiped.isGone(entry.tableId(), checkpoint.header().logPosition())) {
              views.fill(table, entry);
            }
          });
    } catch (DamagedFileException e) {
      views.close();
      throw e;
    }
    CheckpointHeader header = checkpoint.header();
    Recovered recovered =
        new Recovered(
            views,
            new Watermarks(header.watermarks(), header.tombstoneFloor()),
            streamsAfter(header.logPosition()));
    recovered.watermarks.raise(options.region(), checkpoint.header().ownHlc());
    recovered.checkpoint = checkpoint;
    replay(recovered, checkpoint.header().logPosition() + 1);
    return recovered;
  }

  /** What is known of streams, before the log after a position is read. */
  private StreamIndex streamsAfter(long position) throws IOException {
    StreamIndex read = StreamIndexFile.read(disk, options.streamsFile(), log);
    StreamIndex streams = read == null ? new StreamIndex() : read;
    // A checkpoint may know more than a log whose end a damaged disk lost.
    streams.recovering(catalog, log.firstPosition(), Math.min(position, log.committed()));
    return streams;
  }

  private void replay(Recovered recovered, long fromPosition) throws IOException {
    ShardViews views = recovered.views;
    Region self = options.region();
    log.replay(
        fromPosition,
        (position, mutation) -> {
          recovered.uncoveredBytes += MutationCodec.sizeOf(mutation);
          recovered.streams.recover(position, mutation);
          TableState table = views.tables.get(mutation.tableId());
          if (table != null && !wiped.isGone(mutation.tableId(), position)) {
            views.apply(table, mutation);
          }
          Region origin = mutation.version().region();
          if (!mutation.has(Mutation.OUT_OF_ORDER) && !origin.equals(self)) {
            recovered.watermarks.raise(origin, mutation.version().hlc());
          }
          return true;
        });
  }
}
