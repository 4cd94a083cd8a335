package io.antipode.replication.clock;

import java.util.Arrays;

/**
 * Other numbers for hybrid logical times that lie too far ahead, because a clock was: all in the
 * same order, and as low as can be.
 *
 * <pre>
 *   up to the limit         stay as they are
 *   the n-th time beyond    becomes limit + n
 *   any other time beyond   becomes what the greatest known one below it becomes
 * </pre>
 *
 * <p>So of two times the greater stays the greater, whatever they are the times of, and none that
 * was given becomes equal to another one that was. Immutable; any thread.
 */
public final class LoweredTimes {
  private final long limitHlc;
  private final long[] beyond;
  private final int count;

  private LoweredTimes(long limitHlc, long[] beyond, int count) {
    this.limitHlc = limitHlc;
    this.beyond = beyond;
    this.count = count;
  }

  /** Gathers the times that lie beyond a limit; one thread. */
  public static final class Gathering {
    private final long limitHlc;
    private long[] found = new long[1_024];
    private int count;

    /**
     * @param limitHlc what stays as it is
     */
    public Gathering(long limitHlc) {
      if (limitHlc <= 0) {
        throw new IllegalArgumentException("limit " + limitHlc);
      }
      this.limitHlc = limitHlc;
    }

    /** Takes the time of a write. */
    public void add(long hlc) {
      if (hlc <= limitHlc) {
        return;
      }
      if (count == found.length) {
        compact();
        if (count > found.length / 2) {
          found = Arrays.copyOf(found, Math.multiplyExact(found.length, 2));
        }
      }
      found[count++] = hlc;
    }

    /** Sorts what was found and drops what was found twice. */
    private void compact() {
      Arrays.sort(found, 0, count);
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (kept == 0 || found[kept - 1] != found[i]) {
          found[kept++] = found[i];
        }
      }
      count = kept;
    }

    public LoweredTimes done() {
      compact();
      return new LoweredTimes(limitHlc, Arrays.copyOf(found, count), count);
    }
  }

  /** How many different times lay beyond. */
  public int count() {
    return count;
  }

  /** The greatest of them, 0 for none. */
  public long greatest() {
    return count == 0 ? 0 : beyond[count - 1];
  }

  /** What a time becomes. */
  public long of(long hlc) {
    if (hlc <= limitHlc) {
      return hlc;
    }
    int at = Arrays.binarySearch(beyond, hlc);
    return limitHlc + (at >= 0 ? at + 1 : -at - 1);
  }
}
