package io.antipode.load.fault;

/**
 * What bytes suffer on their way. TCP hides a lost segment behind a retransmission, so loss shows
 * as a stall of a few hundred milliseconds; it can't show as a gap, nor as another order.
 *
 * @param held nothing passes: bytes wait, as they do in a sender's kernel behind a cut; nor can a
 *     connection be opened
 * @param delayMs each byte arrives later by so much
 * @param jitterMs and by up to so much more; never out of order
 * @param lossRate probability, 0 to 1, that a piece of up to 16 KiB is lost and sent again later
 * @param bytesPerSecond 0 for as fast as it goes
 */
public record WayFault(
    boolean held, int delayMs, int jitterMs, double lossRate, long bytesPerSecond) {
  public static final WayFault NONE = new WayFault(false, 0, 0, 0, 0);
  public static final WayFault HELD = new WayFault(true, 0, 0, 0, 0);

  public WayFault {
    if (delayMs < 0 || jitterMs < 0 || bytesPerSecond < 0 || !(lossRate >= 0 && lossRate <= 1)) {
      throw new IllegalArgumentException("out of range: " + delayMs + " " + jitterMs);
    }
  }

  public static WayFault delay(int delayMs, int jitterMs) {
    return new WayFault(false, delayMs, jitterMs, 0, 0);
  }

  public static WayFault loss(double rate) {
    return new WayFault(false, 0, 0, rate, 0);
  }

  public static WayFault slow(long bytesPerSecond) {
    return new WayFault(false, 0, 0, 0, bytesPerSecond);
  }
}
