package io.antipode.replication.link;

/**
 * What is wrong with the way to and from one peer, as this side sees it.
 *
 * @param cutOut nothing gets to the peer
 * @param cutIn nothing comes from the peer
 * @param delayMs each outgoing frame is that late
 * @param jitterMs and up to this much later; order is kept
 * @param reorderRate chance of a frame to be overtaken by those behind it
 * @param dropRate chance of a frame to be lost
 */
public record LinkFault(
    boolean cutOut, boolean cutIn, int delayMs, int jitterMs, double reorderRate, double dropRate) {

  public static final LinkFault NONE = new LinkFault(false, false, 0, 0, 0, 0);

  /** Nothing passes either way. */
  public static final LinkFault CUT = new LinkFault(true, true, 0, 0, 0, 0);

  /** The longest delay. */
  public static final int MAX_DELAY_MS = 60_000;

  public LinkFault {
    if (delayMs < 0
        || delayMs > MAX_DELAY_MS
        || jitterMs < 0
        || jitterMs > MAX_DELAY_MS
        || !(reorderRate >= 0 && reorderRate <= 1)
        || !(dropRate >= 0 && dropRate <= 1)) {
      throw new IllegalArgumentException(
          "delays are 0 to " + MAX_DELAY_MS + " ms and rates 0 to 1");
    }
  }

  /** Every outgoing frame that late. */
  public static LinkFault delayed(int delayMs, int jitterMs) {
    return new LinkFault(false, false, delayMs, jitterMs, 0, 0);
  }

  /** Frames lost and overtaken at these rates. */
  public static LinkFault lossy(double dropRate, double reorderRate) {
    return new LinkFault(false, false, 0, 0, reorderRate, dropRate);
  }

  boolean cut() {
    return cutOut || cutIn;
  }
}
