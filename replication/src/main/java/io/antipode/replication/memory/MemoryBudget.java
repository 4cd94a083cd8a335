package io.antipode.replication.memory;

import java.util.EnumMap;
import java.util.Map;

/**
 * The one owner of the memory that clients and peers can have this process hold. Each use has a
 * share of the heap; all shares together leave a quarter of it to the program itself and to what
 * lives for a moment.
 *
 * <pre>
 *   0 %                                                                    76 %      85 %   93 %
 *   | requests | answers | reads | writes | frames | tails | conflicts |  program …  |      |
 *                                                                                    scarce exhausted
 * </pre>
 *
 * <p>What does not fit a share is refused, with an error that clients try again after. The last
 * line is what a collection has left: above 85 % of the heap nothing that grows is taken, above 93
 * % no deletion either; reads go on. The order of keys, which lies outside the heap and grows for
 * as long as keys are written, has a limit of its own, with the same two steps.
 *
 * <p>Any thread.
 */
public final class MemoryBudget {
  private static final int SCARCE_PERCENT = 85;
  private static final int EXHAUSTED_PERCENT = 93;

  /** Beyond their limit by an eighth, keys don't even leave. */
  private static final int KEYS_RESERVE = 8;

  private static final long MIN_SHARE_BYTES = 1L << 20;

  private final long heapBytes;
  private final int shards;
  private final Map<MemoryUse, MemoryShare> shares = new EnumMap<>(MemoryUse.class);
  private final MemoryShare keys;
  private volatile long liveBytes;

  private MemoryBudget(long heapBytes, long keyBytes, int shards) {
    this.heapBytes = heapBytes;
    this.shards = Math.max(1, shards);
    for (MemoryUse use : MemoryUse.values()) {
      long bytes = use.heapPart == 0 ? keyBytes : heapBytes / use.heapPart;
      shares.put(use, new MemoryShare(Math.max(MIN_SHARE_BYTES, bytes)));
    }
    this.keys = share(MemoryUse.KEYS);
  }

  /**
   * Divides what a process has.
   *
   * @param heapBytes that the heap may grow to
   * @param keyBytes outside the heap, for the order of keys
   * @param shards of all regions of the process
   */
  public static MemoryBudget of(long heapBytes, long keyBytes, int shards) {
    return new MemoryBudget(heapBytes, keyBytes, shards);
  }

  /** For simulations, tests and one-shot commands: nothing is ever refused. */
  public static MemoryBudget unbounded() {
    return new MemoryBudget(1L << 50, 1L << 50, 1);
  }

  public MemoryShare share(MemoryUse use) {
    MemoryShare share = shares.get(use);
    if (share == null) {
      throw new IllegalStateException("no share for " + use);
    }
    return share;
  }

  /** Outside the heap, for the order of keys. */
  public MemoryShare keys() {
    return keys;
  }

  /** What each of so many takers may hold of a share, within bounds of its own. */
  public long part(MemoryUse use, int takers, long least, long most) {
    return Math.clamp(share(use).limitBytes() / Math.max(1, takers), least, most);
  }

  /** What each shard of the process may hold of a share, within bounds of its own. */
  public long shardPart(MemoryUse use, long least, long most) {
    return part(use, shards, least, most);
  }

  /** So much of the heap was in use when its last collection had ended. */
  public void live(long bytes) {
    liveBytes = bytes;
  }

  public long liveBytes() {
    return liveBytes;
  }

  public long heapBytes() {
    return heapBytes;
  }

  /** Whether nothing is to be taken any more that makes this process hold more for good. */
  public boolean isScarce() {
    return isHeapAbove(SCARCE_PERCENT) || keys.isOver();
  }

  /** Whether not even a deletion is to be taken, which first adds to what is held. */
  public boolean isExhausted() {
    return isHeapAbove(EXHAUSTED_PERCENT)
        || keys.usedBytes() - keys.limitBytes() > keys.limitBytes() / KEYS_RESERVE;
  }

  private boolean isHeapAbove(int percent) {
    return liveBytes > heapBytes / 100 * percent;
  }
}
