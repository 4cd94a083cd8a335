package io.antipode.node.storage;

import io.antipode.node.storage.streams.StreamAnswer;
import io.antipode.node.storage.streams.StreamId;
import io.antipode.node.storage.streams.StreamQuery;
import io.antipode.node.storage.streams.StreamRange;
import io.antipode.replication.mutation.Mutation;
import java.util.concurrent.CompletableFuture;

/**
 * A shard as the followers of its log see it: streams, feeders, archivers. Every method runs on the
 * shard's loop.
 */
public interface LogShard {
  /** The oldest position of the log that can be read. */
  long firstLogPosition();

  /** The position that the next committed record will have. */
  long nextLogPosition();

  /**
   * Reads committed records of the log, all tables and origins, in order. May block for the disk
   * where the records are no longer in memory.
   *
   * @param fromPosition at least {@link #firstLogPosition}
   * @param maxBytes stop after about this many bytes; at least one record is read
   */
  LogRead readLog(long fromPosition, int maxBytes, LogVisitor visitor);

  /** Where this shard's part of a stream begins and ends. */
  StreamRange streamRange(StreamId stream);

  /**
   * Reads a page of a stream. What is in files is read elsewhere meanwhile; the answer comes on
   * this loop. It fails where a record can't be read.
   */
  CompletableFuture<StreamAnswer> readStream(StreamQuery query);

  /** Takes records of the log. */
  interface LogVisitor {
    void visit(long position, Mutation mutation);
  }

  /**
   * The end of a {@link #readLog}.
   *
   * @param nextPosition where to go on
   * @param caughtUp nothing committed remains
   */
  record LogRead(long nextPosition, boolean caughtUp) {}

  /**
   * Keeps the log from a position on for a reader, beyond what streams and peers need; one position
   * per name.
   *
   * @param position {@link Long#MAX_VALUE} when the reader is done
   */
  void setRetainFrom(String name, long position);
}
