package io.antipode.load.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a failing plan small: fewer faults (delta debugging, Zeller and Hildebrandt, TSE 2002), a
 * shorter run, fewer clients and keys, as long as the same promise is broken.
 */
public final class Shrinker {
  /** The smallest plan that was found, and how it fails. */
  public record Shrunk(Plan plan, Violation violation, int runs) {}

  private final String promise;
  private final int maxRuns;
  private Plan smallest;
  private Violation violation;
  private int runs;

  private Shrinker(Plan failing, Violation violation, int maxRuns) {
    this.smallest = failing;
    this.violation = violation;
    this.promise = violation.promise();
    this.maxRuns = maxRuns;
  }

  /**
   * Shrinks a plan.
   *
   * @param maxRuns after so many runs the smallest one so far is good enough
   */
  public static Shrunk shrink(Plan failing, Violation violation, int maxRuns) {
    Shrinker shrinker = new Shrinker(failing, violation, maxRuns);
    shrinker.shrink();
    return new Shrunk(shrinker.smallest, shrinker.violation, shrinker.runs);
  }

  private void shrink() {
    int before;
    do {
      before = weight(smallest);
      dropFaults();
      shorten();
      lighten();
    } while (weight(smallest) < before && runs < maxRuns);
  }

  private static int weight(Plan plan) {
    Settings settings = plan.settings();
    return plan.faults().size() * 1_000
        + settings.safetyMs()
        + settings.clients()
        + settings.partitions() * settings.sorts();
  }

  /** Tries without ever smaller pieces of the list. */
  private void dropFaults() {
    int pieces = 1;
    while (pieces <= smallest.faults().size() && runs < maxRuns) {
      if (!dropOneOf(pieces)) {
        pieces =
            pieces == smallest.faults().size()
                ? Integer.MAX_VALUE
                : Math.min(pieces * 2, smallest.faults().size());
      }
    }
  }

  private boolean dropOneOf(int pieces) {
    List<Fault> faults = smallest.faults();
    int size = (faults.size() + pieces - 1) / pieces;
    for (int from = 0; from < faults.size(); from += size) {
      List<Fault> kept = new ArrayList<>(faults.subList(0, from));
      kept.addAll(faults.subList(Math.min(from + size, faults.size()), faults.size()));
      if (stillFails(smallest.with(kept))) {
        return true;
      }
    }
    return false;
  }

  private void shorten() {
    for (int part = 2; part <= 8; part *= 2) {
      Settings settings = smallest.settings();
      int shorter = settings.safetyMs() - settings.safetyMs() / part;
      if (shorter >= 100) {
        stillFails(smallest.with(settings.withSafetyMs(shorter)));
      }
    }
  }

  private void lighten() {
    Settings settings = smallest.settings();
    stillFails(smallest.with(settings.withLoad(1, settings.partitions(), settings.sorts())));
    settings = smallest.settings();
    stillFails(smallest.with(settings.withLoad(settings.clients(), 1, 1)));
  }

  private boolean stillFails(Plan candidate) {
    if (runs >= maxRuns || candidate.equals(smallest)) {
      return false;
    }
    runs++;
    Violation found = violationOf(candidate);
    if (found == null || !found.promise().equals(promise)) {
      return false;
    }
    smallest = candidate;
    violation = found;
    return true;
  }

  private static @Nullable Violation violationOf(Plan plan) {
    try {
      Simulation.run(plan);
      return null;
    } catch (Violation e) {
      return e;
    }
  }
}
