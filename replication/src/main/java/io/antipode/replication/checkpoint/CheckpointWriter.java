package io.antipode.replication.checkpoint;

import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.log.CommitPath;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one checkpoint while its shard goes on serving.
 *
 * <pre>
 *   loop      slice ──┐   ┌─ slice ──┐   ┌─ … last ─┐  the log is synced ─┐            ┌─ done
 *   offload           └ write        └ write        └ footer, sync        └ rename ────┘
 * </pre>
 *
 * <p>Slices are taken while writes go on, so the file holds everything up to the header's position
 * and perhaps some of what came later. That is why the log is synced before the file gets its name:
 * were a checkpoint to hold a write that a power cut then took from the log, no peer would ever be
 * sent it. Syncs come every few megabytes, so that group commits, which wait in the same line,
 * never wait long.
 *
 * <p>Confined to the shard's loop.
 */
public final class CheckpointWriter {
  /** Written bytes are synced in pieces of this size. */
  private static final long SYNC_EVERY_BYTES = 4L << 20;

  private final Disk disk;
  private final String folder;
  private final EventLoop loop;
  private final CommitPath commitPath;
  private final CheckpointHeader header;
  private final CheckpointSource source;
  private final BiConsumer<@Nullable Checkpoint, @Nullable Exception> done;

  private final CheckpointBlock block = new CheckpointBlock();
  private @Nullable DiskFile file;
  private long lengthBytes;
  private long syncedBytes;
  private boolean cancelled;

  private CheckpointWriter(
      Disk disk,
      String folder,
      EventLoop loop,
      CommitPath commitPath,
      CheckpointHeader header,
      CheckpointSource source,
      BiConsumer<@Nullable Checkpoint, @Nullable Exception> done) {
    this.disk = disk;
    this.folder = folder;
    this.loop = loop;
    this.commitPath = commitPath;
    this.header = header;
    this.source = source;
    this.done = done;
  }

  /**
   * Begins; one at a time for a folder.
   *
   * @param header describes the shard as it is now
   * @param done called once on the loop with the finished checkpoint, or with what went wrong: the
   *     shard can go on with its older ones; both null when cancelled
   */
  public static CheckpointWriter start(
      Disk disk,
      String folder,
      EventLoop loop,
      CommitPath commitPath,
      CheckpointHeader header,
      CheckpointSource source,
      BiConsumer<@Nullable Checkpoint, @Nullable Exception> done) {
    CheckpointWriter writer =
        new CheckpointWriter(disk, folder, loop, commitPath, header, source, done);
    writer.offload(writer::create, writer::nextSlice);
    return writer;
  }

  /** Gives up at the next step; what was written so far is removed by the next clean-up. */
  public void cancel() {
    cancelled = true;
  }

  private interface Work {
    void run() throws IOException;
  }

  private void offload(Work work, Runnable then) {
    loop.<@Nullable Void>offload(
        () -> {
          work.run();
          return null;
        },
        (nothing, failure) -> {
          if (failure != null || cancelled) {
            abandon(failure);
          } else {
            then.run();
          }
        });
  }

  private void abandon(@Nullable Exception failure) {
    loop.<@Nullable Void>offload(
        () -> {
          if (file != null) {
            file.close();
          }
          return null;
        },
        (nothing, closing) -> done.accept(null, failure));
  }

  private String temporaryPath() {
    return Checkpoints.pathOf(folder, header.logPosition()) + Checkpoints.TEMPORARY;
  }

  private void create() throws IOException {
    disk.delete(temporaryPath());
    file = disk.create(temporaryPath());
    write(CheckpointFormat.encode(header));
  }

  private void nextSlice() {
    boolean more = source.slice(block);
    if (block.isEmpty()) {
      finishAfter(more);
      return;
    }
    ByteBuffer bytes = block.seal();
    offload(
        () -> write(bytes),
        () -> {
          block.written();
          finishAfter(more);
        });
  }

  private void finishAfter(boolean more) {
    if (more) {
      loop.execute(this::nextSlice);
    } else if (!source.isSound()) {
      abandon(null);
    } else {
      offload(this::finish, () -> commitPath.afterSync(() -> offload(this::publish, this::report)));
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    open().write(lengthBytes, bytes);
    lengthBytes += length;
    if (lengthBytes - syncedBytes >= SYNC_EVERY_BYTES) {
      open().sync();
      syncedBytes = lengthBytes;
    }
  }

  private DiskFile open() throws IOException {
    DiskFile opened = file;
    if (opened == null) {
      throw new IOException("the checkpoint's file is not open");
    }
    return opened;
  }

  private void finish() throws IOException {
    write(block.footer());
    open().sync();
    open().close();
    file = null;
  }

  private void publish() throws IOException {
    disk.rename(temporaryPath(), Checkpoints.pathOf(folder, header.logPosition()));
    disk.syncFolder(folder);
  }

  private void report() {
    done.accept(
        new Checkpoint(
            Checkpoints.pathOf(folder, header.logPosition()), header, block.entries(), lengthBytes),
        null);
  }
}
