package io.antipode.load.chaos;

import java.util.ArrayList;
import java.util.List;

/** What went wrong with the product's processes, beside what histories show. Any thread. */
final class Findings {
  private final List<String> lines = new ArrayList<>();

  synchronized void add(String line) {
    lines.add(line);
    System.err.println("\nFOUND: " + line);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
