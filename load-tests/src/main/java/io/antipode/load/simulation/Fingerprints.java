package io.antipode.load.simulation;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Prints the fingerprints of some seeds. Another JVM must print the same: orders of iteration that
 * differ from one JVM to the next (those of {@code Map.copyOf}, of identity hashes) must not reach
 * what a cluster does.
 */
public final class Fingerprints {
  private Fingerprints() {}

  public static void main(String[] arguments) {
    of(Long.parseLong(arguments[0]), Long.parseLong(arguments[1])).forEach(System.out::println);
  }

  /** Of that many seeds, from the first on. */
  public static List<String> of(long first, long count) {
    return LongStream.range(first, first + count)
        .mapToObj(seed -> seed + " " + Simulation.run(seed).fingerprint())
        .toList();
  }
}
