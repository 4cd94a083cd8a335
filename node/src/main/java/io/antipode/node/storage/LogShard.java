package io.antipode.node.storage;

import io.antipode.node.storage.streams.StreamShard;
import io.antipode.replication.mutation.Mutation;

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

  /** The streams of which this shard holds a part. */
  StreamShard streams();

  /** What copies of tables are made of. */
  ArchiveShard archive();

  /** Takes the writes among the records; positions have gaps where others lie. */
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
