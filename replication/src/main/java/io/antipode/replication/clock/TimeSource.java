package io.antipode.replication.clock;

/** The wall clock and the stopwatch as a port (rule 1 of the design); any thread. */
public interface TimeSource {
  /** Wall-clock time in epoch milliseconds; may jump either way. */
  long epochMs();

  /** Monotonic nanoseconds from an arbitrary origin: for durations only. */
  long nanos();
}
