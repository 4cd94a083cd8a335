package io.antipode.node.storage.streams;

import java.util.concurrent.CompletableFuture;

/** A shard as the readers of streams see it. On the shard's loop. */
public interface StreamShard {
  /** Where this shard's part of a stream begins and ends. */
  StreamRange range(StreamId stream);

  /**
   * Reads a page of a stream. What is in files is read elsewhere meanwhile; the answer comes on the
   * shard's loop. It fails with what the disk said, a {@link
   * io.antipode.replication.disk.DamagedFileException} where a record can't be read.
   */
  CompletableFuture<StreamAnswer> read(StreamQuery query);
}
