package io.antipode.load.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The scenarios that ship: resources {@code scenarios/NAME.yaml}. */
public final class ScenarioLibrary {
  /** Every fault that the simulation has: what {@code ./antipode chaos simulate} runs. */
  public static final String ANY_FAULT = "any-fault";

  private static final List<String> NAMES =
      List.of(
          ANY_FAULT,
          "clock-trouble",
          "crash-restart",
          "cut-links",
          "disk-faults",
          "everything-swarm",
          "flapping-links",
          "indexes-and-streams",
          "large-items",
          "long-absence",
          "one-way",
          "pages",
          "power-cuts",
          "process-chaos",
          "region-lost-and-back",
          "rolling-restart",
          "slow-peer",
          "steady-conflicts",
          "transactions",
          "ttl");

  private ScenarioLibrary() {}

  /** The names, sorted. */
  public static List<String> names() {
    return NAMES;
  }

  /** One that ships, of that very name: it is valid, as a test says. */
  public static Scenario shipped(String name) {
    try {
      return load(name);
    } catch (InvalidScenarioException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Reads one; a name that is not in the library is told with those that are. */
  public static Scenario load(String name) throws InvalidScenarioException {
    if (!NAMES.contains(name)) {
      throw new InvalidScenarioException(name, List.of("no such scenario; there are " + NAMES));
    }
    try (InputStream file =
        ScenarioLibrary.class.getResourceAsStream("/scenarios/" + name + ".yaml")) {
      if (file == null) {
        throw new IllegalStateException("the library lacks " + name);
      }
      return ScenarioFile.parse(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
