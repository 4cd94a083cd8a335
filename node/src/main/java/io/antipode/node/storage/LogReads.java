package io.antipode.node.storage;

import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.LogShard.LogRead;
import io.antipode.node.storage.LogShard.LogVisitor;
import io.antipode.replication.log.LogReader;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard.OwnRead;
import io.antipode.replication.region.ReplicatedShard.OwnVisitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a shard's log by its followers. These come back to where they stopped, so the cursors of
 * the last few stay open. On the shard's loop.
 */
final class LogReads {
  private static final int MAX_OPEN = 8;

  private final ShardLog log;
  private final Region self;

  /** Least recently used first. */
  private final ArrayDeque<LogReader> positions = new ArrayDeque<>();

  private final ArrayDeque<OwnCursor> ownCursors = new ArrayDeque<>();

  LogReads(ShardLog log, Region self) {
    this.log = log;
    this.self = self;
  }

  LogRead read(long fromPosition, int maxBytes, LogVisitor visitor) {
    LogReader reader = take(fromPosition);
    try {
      boolean more =
          reader.read(
              maxBytes,
              (position, record) -> {
                if (record instanceof LogRecord.Write(Mutation mutation)) {
                  visitor.visit(position, mutation);
                }
                return true;
              });
      boolean caughtUp = more && reader.position() > log.committed();
      return new LogRead(reader.position(), caughtUp);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      positions.add(reader);
    }
  }

  private LogReader take(long position) {
    for (LogReader reader : positions) {
      if (reader.position() == position) {
        positions.remove(reader);
        return reader;
      }
    }
    if (positions.size() >= MAX_OPEN) {
      close(positions.remove());
    }
    return log.reader(position);
  }

  /** A place in the log by the time of the region's own writes. */
  private static final class OwnCursor {
    final LogReader reader;
    long afterHlc;

    OwnCursor(LogReader reader, long afterHlc) {
      this.reader = reader;
      this.afterHlc = afterHlc;
    }
  }

  /**
   * @param ownCommitted time of the newest own write that is committed
   */
  OwnRead readOwn(long afterHlc, long ownCommitted, int maxBytes, OwnVisitor visitor) {
    try {
      OwnCursor cursor = takeOwn(afterHlc);
      if (cursor == null) {
        return new OwnRead(afterHlc, false, true);
      }
      cursor.reader.read(
          maxBytes,
          (position, record) -> {
            if (record instanceof LogRecord.Write(Mutation mutation)
                && LogRecord.ownHlcOf(record, self) > cursor.afterHlc) {
              visitor.visit(mutation);
              cursor.afterHlc = mutation.version().hlc();
            }
            return true;
          });
      boolean caughtUp = cursor.reader.position() > log.committed();
      if (caughtUp) {
        cursor.afterHlc = Math.max(cursor.afterHlc, ownCommitted);
      }
      ownCursors.add(cursor);
      return new OwnRead(cursor.afterHlc, caughtUp, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable OwnCursor takeOwn(long afterHlc) throws IOException {
    for (OwnCursor cursor : ownCursors) {
      if (cursor.afterHlc == afterHlc) {
        ownCursors.remove(cursor);
        if (cursor.reader.position() >= log.firstPosition()) {
          return cursor;
        }
        break;
      }
    }
    long position = log.positionAfterOwn(afterHlc);
    if (position < 0) {
      return null;
    }
    if (ownCursors.size() >= MAX_OPEN) {
      close(ownCursors.remove().reader);
    }
    return new OwnCursor(log.reader(position), afterHlc);
  }

  void close() {
    positions.forEach(LogReads::close);
    ownCursors.forEach(cursor -> close(cursor.reader));
    positions.clear();
    ownCursors.clear();
  }

  private static void close(LogReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
