package io.antipode.replication.antientropy;

import java.util.HashMap;
import java.util.Map;

/**
 * Tells a real difference between two regions from one that is merely in flight: a difference
 * counts only when the same pair of digests is seen twice, some time apart. Under constant writes
 * digests keep moving, and after some looks the table has to be compared in a way that bears that.
 */
public final class DigestWatch {
  /** What to do about a table. */
  public enum Verdict {
    EQUAL,
    /** Differs, seen once: look again a little later. */
    LOOK_AGAIN,
    /** Differs, and differently each time. */
    MOVING,
    /** Differs and stays so: narrow it down. */
    DIFFERENT
  }

  /** Looks at a table that is different each time until that is its verdict. */
  public static final int LOOKS = 4;

  private record Pair(long myItems, long myHash, long theirItems, long theirHash) {}

  private final Map<Long, Pair> suspects = new HashMap<>();
  private final Map<Long, Integer> looks = new HashMap<>();

  /** Takes both regions' digests of a table, as of about the same time. */
  public Verdict observe(long tableId, long myItems, long myHash, long theirItems, long theirHash) {
    if (myItems == theirItems && myHash == theirHash) {
      suspects.remove(tableId);
      looks.remove(tableId);
      return Verdict.EQUAL;
    }
    Pair pair = new Pair(myItems, myHash, theirItems, theirHash);
    if (pair.equals(suspects.put(tableId, pair))) {
      suspects.remove(tableId);
      looks.remove(tableId);
      return Verdict.DIFFERENT;
    }
    if (looks.merge(tableId, 1, Integer::sum) < LOOKS) {
      return Verdict.LOOK_AGAIN;
    }
    suspects.remove(tableId);
    looks.remove(tableId);
    return Verdict.MOVING;
  }

  /** Forgets what was seen: the session ended. */
  public void clear() {
    suspects.clear();
    looks.clear();
  }
}
