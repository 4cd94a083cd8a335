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
          (position, mutation) -> {
            if (log.isOwn(mutation) && mutation.version().hlc() > hlc) {
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
      if (log.isOwn(tail.get(position)) && tail.get(position).version().hlc() > hlc) {
        return position;
      }
    }
    return log.appended() + 1;
  }

  /** Whether the tail holds an own mutation at or below the time: then nothing before matters. */
  private static boolean ownBefore(ShardLog log, LogTail tail, long from, long hlc) {
    for (long position = from; tail.holds(position); position++) {
      if (log.isOwn(tail.get(position))) {
        return tail.get(position).version().hlc() <= hlc;
      }
    }
    return false;
  }
}
