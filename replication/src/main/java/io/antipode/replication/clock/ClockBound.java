package io.antipode.replication.clock;

/**
 * The durable promise behind a clock: no hybrid logical time above the bound has ever been given
 * out, so a clock that starts again at the bound never steps back, whatever the wall clock and the
 * log's lost tail say. Confined to the clock's loop.
 */
public interface ClockBound {
  /** A bound that remembers nothing: for clocks whose every time is durable otherwise. */
  ClockBound NONE = hlc -> {};

  /**
   * Returns once this time may be given out. Called for every tick, so it is a comparison nearly
   * always: the bound is renewed off the loop well before it is reached, and in the caller's way
   * only after a pause.
   *
   * @throws java.io.UncheckedIOException when the bound could not be made durable; fatal
   */
  void cover(long hlc);
}
