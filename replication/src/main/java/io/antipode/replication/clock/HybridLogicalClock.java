package io.antipode.replication.clock;

/**
 * Gives out the times of one shard's writes (Kulkarni et al., OPODIS 2014). A time is never below
 * the wall clock, never below a time seen before, and never given twice; the 16-bit counter carries
 * into the milliseconds when it is exhausted, so the clock runs ahead of the wall rather than
 * standing still. The {@link ClockBound} keeps all this true across restarts.
 *
 * <p>Why absorb remote times at all, when a write always beats the state that it replaces? So that
 * a region with a slow clock does not lose every race against its peers. Why refuse times from far
 * ahead? Because one absorbed wrong clock would drag every region's time with it for good.
 *
 * <p>Ahead of what? Of the latest that this region has itself taken for the present, wherever its
 * wall clock stands now: where all clocks were an hour ahead for a moment, what their writes
 * carried is here already, and what follows on it is no further ahead. Absorbed times don't raise
 * that mark, or a clock that drifts slowly would pull all others along.
 *
 * <p>Confined to the shard's loop.
 */
public final class HybridLogicalClock {
  /** How far ahead of the wall clock a remote time may be before it is refused. */
  public static final long DEFAULT_DRIFT_BOUND_MS = 500;

  private final TimeSource time;
  private final ClockBound bound;
  private final long driftBoundMs;
  private long last;

  /** The latest that this clock has taken for the present. */
  private long presentMs;

  /**
   * @param startHlc nothing up to this time is given out: what the bound's file and the log's last
   *     own write say
   * @param heldHlc the log's newest own write: no time up to this one is from the future
   */
  public HybridLogicalClock(
      TimeSource time, ClockBound bound, long startHlc, long heldHlc, long driftBoundMs) {
    if (startHlc < 0 || heldHlc < 0 || driftBoundMs < 0) {
      throw new IllegalArgumentException(
          "start %d, held %d, drift bound %d".formatted(startHlc, heldHlc, driftBoundMs));
    }
    this.time = time;
    this.bound = bound;
    this.driftBoundMs = driftBoundMs;
    this.last = startHlc;
    this.presentMs = Version.epochMs(heldHlc) - driftBoundMs;
  }

  private long presentMs() {
    presentMs = Math.max(presentMs, time.epochMs());
    return presentMs;
  }

  /**
   * The time of a new write: above every earlier one, at least {@code atLeast} and at least the
   * wall clock.
   *
   * @param atLeast one above the version that the write replaces; 0 where it replaces nothing
   */
  public long tick(long atLeast) {
    presentMs();
    long next = Math.max(Math.max(last + 1, atLeast), Version.atMs(time.epochMs()));
    assert next > last : "the clock stands at " + last + " and would tell " + next;
    bound.cover(next);
    last = next;
    return next;
  }

  /**
   * Absorbs a remote write's time, so that later writes here are above it.
   *
   * @return false, absorbing nothing, where it is from the future: the write must wait until the
   *     wall clock has come closer
   */
  public boolean observe(long remoteHlc) {
    if (isFromTheFuture(remoteHlc)) {
      return false;
    }
    last = Math.max(last, remoteHlc);
    return true;
  }

  /** Whether a time lies further ahead of this clock's present than the drift bound. */
  public boolean isFromTheFuture(long hlc) {
    return hlc > horizon();
  }

  /** The greatest time that is not from the future; never falls. */
  public long horizon() {
    return Version.atMs(presentMs() + driftBoundMs + 1) - 1;
  }

  /** The greatest time given out or absorbed. */
  public long last() {
    return last;
  }
}
