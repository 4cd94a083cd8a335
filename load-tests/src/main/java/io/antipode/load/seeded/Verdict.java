package io.antipode.load.seeded;

import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a bug was caught.
 *
 * @param message of the check that failed; null where none did
 * @param seeds that were run, the failing one included
 */
public record Verdict(SeededBug bug, @Nullable String message, long seeds, long millis) {
  private static final long NANOS_PER_MS = 1_000_000;

  /** Runs a bug until it is caught, or that many seeds have passed. */
  public static Verdict of(SeededBug bug, long maxSeeds) {
    long begun = System.nanoTime();
    BuggyProduct product = new BuggyProduct(bug);
    String faults = String.join(",", new TreeSet<>(bug.faults()));
    String message = null;
    long seed = 0;
    while (message == null && seed < maxSeeds) {
      seed++;
      message =
          (String)
              switch (bug.layer()) {
                case SIMULATION -> scenario(product, seed, "any-fault", faults);
                case DAMAGE ->
                    product.call("io.antipode.load.simulation.DamageCampaign", "probe", seed);
                case TRANSACTIONS -> scenario(product, seed, "transactions", faults);
                case EXPIRY -> scenario(product, seed, "ttl", faults);
                case FOLDERS ->
                    product.call("io.antipode.load.simulation.FolderCampaign", "probe", seed);
                case CLOCKS ->
                    product.call("io.antipode.load.simulation.ClockCampaign", "probe", seed);
                case PROCESSES ->
                    throw new IllegalArgumentException(bug + " needs processes to show");
              };
    }
    return new Verdict(bug, message, seed, (System.nanoTime() - begun) / NANOS_PER_MS);
  }

  private static @Nullable Object scenario(
      BuggyProduct product, long seed, String name, String faults) {
    return product.call("io.antipode.load.simulation.SeedProbe", "run", seed, name, faults);
  }

  /** The name of the check that failed, empty for none. */
  public String promise() {
    String text = message == null ? "" : message;
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }

  /** Caught, and by a check that is there for it. */
  public boolean isCaught() {
    return bug.promises().contains(promise());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-30s %-7s %4d seeds %6d ms  %s",
        bug.name(),
        isCaught() ? "caught" : "MISSED",
        seeds,
        millis,
        message == null ? "" : message.substring(0, Math.min(100, message.length())));
  }
}
