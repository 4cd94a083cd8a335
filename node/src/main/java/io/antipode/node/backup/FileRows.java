package io.antipode.node.backup;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.CheckpointReader;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of one shard's part of a copy, block by block. Used by one at a time. */
final class FileRows implements RowSource {
  private static final Logger LOG = LoggerFactory.getLogger(FileRows.class);

  private final Archive archive;
  private final Backup copy;
  private final ShardId shard;

  /** What else than items is in the files: what transactions hold. */
  private final List<Mutation> holds = new ArrayList<>();

  private @Nullable ArrayDeque<Checkpoint> left;
  private @Nullable CheckpointReader reader;

  FileRows(Archive archive, Backup copy, ShardId shard) {
    this.archive = archive;
    this.copy = copy;
    this.shard = shard;
  }

  @Override
  public CompletionStage<List<Mutation>> next() {
    return archive.aside(
        () -> {
          try {
            return read();
          } catch (DamagedFileException e) {
            archive.damaged(copy.id(), String.valueOf(e.getMessage()));
            throw e;
          }
        });
  }

  private List<Mutation> read() throws IOException {
    ArrayDeque<Checkpoint> files = left;
    if (files == null) {
      files = new ArrayDeque<>(CopyFiles.of(archive.disk(), copy, shard));
      left = files;
    }
    List<Mutation> rows = new ArrayList<>();
    while (rows.isEmpty()) {
      CheckpointReader open = reader;
      if (open == null) {
        if (files.isEmpty()) {
          break;
        }
        open = CheckpointReader.open(archive.disk(), files.remove());
        reader = open;
      }
      if (!open.nextBlock(entry -> take(entry, rows))) {
        open.close();
        reader = null;
      }
    }
    return rows;
  }

  private void take(Mutation entry, List<Mutation> rows) {
    if (entry.tableId() == copy.table().id()) {
      rows.add(entry);
    } else {
      holds.add(entry);
    }
  }

  /** What transactions held when the copy was made; once all has been read. */
  List<Mutation> holds() {
    return holds;
  }

  @Override
  public void close() {
    archive
        .aside(
            () -> {
              CheckpointReader open = reader;
              reader = null;
              if (open != null) {
                open.close();
              }
              return true;
            })
        .whenComplete(
            (closed, failure) -> {
              if (failure != null) {
                LOG.warn("a file of copy {} stays open", copy.id(), failure);
              }
            });
  }
}
