package io.antipode.node.storage;

import io.antipode.node.storage.keys.KeyCursor;
import io.antipode.node.storage.recovery.Recovered;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.node.storage.recovery.ShardPorts;
import io.antipode.node.storage.recovery.SideFiles;
import io.antipode.node.storage.view.IdRange;
import io.antipode.node.storage.view.ShardViews;
import io.antipode.node.storage.view.StoredItem;
import io.antipode.node.storage.view.ViewAudit;
import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.CheckpointHeader;
import io.antipode.replication.checkpoint.CheckpointSource;
import io.antipode.replication.checkpoint.CheckpointWriter;
import io.antipode.replication.checkpoint.Checkpoints;
import io.antipode.replication.log.CommitPath;
import io.antipode.replication.mutation.Mutation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a checkpoint when the log after the last one has outgrown it, so that recovery stays short
 * and the work of writing checkpoints stays proportional to that of writing. On the shard's loop.
 *
 * <p>A checkpoint takes the place of the log before it. So what it is made of is counted on the way
 * ({@link ViewAudit}), and where that is not what the log says, there is none: the node stops, and
 * builds its views anew from older checkpoints and the log that is still there.
 */
final class Checkpointing {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpointing.class);

  private final ShardOptions options;
  private final ShardPorts ports;
  private final CommitPath commitPath;
  private final ShardViews views;
  private final LogRetention retention;
  private final Supplier<CheckpointHeader> header;
  private final SideFiles sideFiles;

  private @Nullable CheckpointWriter running;
  private @Nullable Checkpoint newest;
  private long uncoveredBytes;
  private @Nullable Runnable whenStopped;

  /**
   * @param recovered tells the newest checkpoint
   * @param header describes the shard as it is when called
   */
  Checkpointing(
      ShardOptions options,
      ShardPorts ports,
      CommitPath commitPath,
      ShardViews views,
      LogRetention retention,
      Recovered recovered,
      Supplier<CheckpointHeader> header) {
    this.options = options;
    this.ports = ports;
    this.commitPath = commitPath;
    this.views = views;
    this.retention = retention;
    this.newest = recovered.checkpoint();
    this.uncoveredBytes = recovered.uncoveredBytes();
    this.sideFiles = recovered.sideFiles();
    this.header = header;
  }

  /** A record of this size was committed. */
  void logged(int bytes) {
    uncoveredBytes += bytes;
  }

  long uncoveredBytes() {
    return uncoveredBytes;
  }

  long newestBytes() {
    return newest == null ? 0 : newest.lengthBytes();
  }

  /** The log position of the newest one, 0 for none. */
  long newestPosition() {
    return newest == null ? 0 : newest.header().logPosition();
  }

  /** Where the disk is nearly full none is begun, and one that is being written is given up. */
  void runWhereDue(Room room) {
    if (room == Room.PLENTY) {
      startWhereDue();
    } else if (running != null) {
      running.cancel();
    }
  }

  private void startWhereDue() {
    boolean due = uncoveredBytes >= Math.max(options.checkpointAfterBytes(), newestBytes());
    CheckpointHeader now = header.get();
    boolean moved = newest == null || newest.header().logPosition() < now.logPosition();
    if (!due || !moved || running != null || whenStopped != null) {
      return;
    }
    long coveredNow = uncoveredBytes;
    running =
        CheckpointWriter.start(
            ports.disk(),
            options.checkpointFolder(),
            ports.loop(),
            commitPath,
            now,
            new Source(),
            (finished, failure) -> done(finished, failure, coveredNow));
  }

  private void done(@Nullable Checkpoint finished, @Nullable Exception failure, long coveredBytes) {
    running = null;
    views.audit(null);
    if (finished != null) {
      Checkpoint older = newest;
      newest = finished;
      uncoveredBytes = Math.max(0, uncoveredBytes - coveredBytes);
      LOG.debug("{}: checkpoint {}", options.folder(), finished);
      if (older != null) {
        retention.covered(older.header().logPosition());
        retention.apply();
      }
      deleteOld(older == null ? 0 : older.header().logPosition());
    } else if (failure != null) {
      LOG.warn("{}: a checkpoint failed; the log is kept", options.folder(), failure);
    }
    Runnable waiting = whenStopped;
    if (waiting != null) {
      waiting.run();
    }
  }

  /** What the two newest checkpoints make needless. */
  private void deleteOld(long coveredPosition) {
    ports
        .loop()
        .<@Nullable Void>offload(
            () -> {
              Checkpoints.deleteOld(ports.disk(), options.checkpointFolder());
              sideFiles.covered(coveredPosition);
              return null;
            },
            (nothing, failure) -> {
              if (failure != null) {
                LOG.warn("{}: an old checkpoint was not deleted", options.folder(), failure);
              }
            });
  }

  /** Begins no more, gives up the one that is being written, then calls back. */
  void stop(Runnable stopped) {
    whenStopped = stopped;
    CheckpointWriter writer = running;
    if (writer == null) {
      stopped.run();
    } else {
      writer.cancel();
    }
  }

  /** Items and tombstones of the tables that are present, in key order. */
  private final class Source implements CheckpointSource {
    private final KeyCursor cursor = views.keys.cursor();
    private final ViewAudit audit = new ViewAudit();
    private byte @Nullable [] resumeAt = new byte[0];

    Source() {
      views.audit(audit);
    }

    @Override
    public boolean slice(Sink sink) {
      byte[] from = resumeAt;
      boolean there = from == null ? cursor.next() : cursor.seekAtLeast(from);
      resumeAt = null;
      while (there && !sink.isFull()) {
        long id = Mutation.tableIdOf(cursor.key());
        if (views.tables.get(id) == null) {
          // Index entries, or what remains of a dropped table.
          byte[] to = IdRange.of(id).to();
          there = to != null && cursor.seekAtLeast(to);
          continue;
        }
        add(sink, id, cursor.key());
        if (sink.isFull()) {
          return true;
        }
        there = cursor.next();
      }
      if (!there) {
        audit.end();
      }
      return there;
    }

    private void add(Sink sink, long tableId, byte[] key) {
      StoredItem item = views.store.get(key);
      if (item != null) {
        audit.pass(tableId, key, !item.isTombstone(), views.hashOf(key, item));
        sink.add(new Mutation(key, item.version(), item.image(), null, 0, 0));
      }
    }

    @Override
    public boolean isSound() {
      String problem = audit.problem(views.tables);
      if (problem != null) {
        ports.fatal().failed(new IllegalStateException(options.folder() + ": " + problem));
      }
      return problem == null;
    }
  }
}
