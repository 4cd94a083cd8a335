package io.antipode.replication.log;

import java.io.IOException;

/** Finds where a peer's cursor stands in a log. */
final class OwnSearch {
  private OwnSearch() {}

  /**
   * The first position from {@code fromPosition} on with an own mutation above a time. The caller
   * knows that there is one; it may be appended and not yet committed.
   */
  static long firstAfter(ShardLog log, LogTail tail, long fromPosition, long hlc)
      throws IOException {
    long inTail = Math.max(fromPosition, tail.firstPosition());
    long firstInTail = scanTail(log, tail, inTail, hlc);
    if (inTail == fromPosition || ownBefore(log, tail, inTail, hlc)) {
      return firstInTail;
    }
    long[] found = {firstInTail};
    try (LogReader reader = log.reader(fromPosition)) {
      reader.read(
          Integer.MAX_VALUE,
          (position, record) -> {
            if (log.ownHlcOf(record) > hlc) {
              found[0] = position;
              return false;
            }
            return position < inTail - 1;
          });
    }
    return found[0];
  }

  private static long scanTail(ShardLog log, LogTail tail, long from, long hlc) {
    for (long position = from; tail.holds(position); position++) {
      if (log.ownHlcOf(tail.get(position)) > hlc) {
        return position;
      }
    }
    return log.appended() + 1;
  }

  /** Whether the tail holds an own mutation at or below the time: then nothing before matters. */
  private static boolean ownBefore(ShardLog log, LogTail tail, long from, long hlc) {
    for (long position = from; tail.holds(position); position++) {
      long own = log.ownHlcOf(tail.get(position));
      if (own >= 0) {
        return own <= hlc;
      }
    }
    return false;
  }
}
