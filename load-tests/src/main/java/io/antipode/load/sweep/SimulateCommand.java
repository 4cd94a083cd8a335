package io.antipode.load.sweep;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.antipode.load.report.Progress;
import io.antipode.load.scenario.FaultSpec;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.scenario.InvalidScenarioException;
import io.antipode.load.scenario.Layer;
import io.antipode.load.scenario.Scenario;
import io.antipode.load.scenario.ScenarioFile;
import io.antipode.load.scenario.ScenarioLibrary;
import io.antipode.load.simulation.Fault;
import io.antipode.load.simulation.Plan;
import io.antipode.load.simulation.Settings;
import io.antipode.load.simulation.Shrinker;
import io.antipode.load.simulation.Simulation;
import io.antipode.load.simulation.Trace;
import io.antipode.load.simulation.Violation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./antipode chaos simulate}. */
@Command(
    name = "simulate",
    description =
        "Runs whole clusters in virtual time, each from a seed, and checks every promise.",
    subcommands = {
      PowerCutsCommand.class,
      DamageCommand.class,
      FoldersCommand.class,
      ClocksCommand.class,
      SeededCommand.class,
      ScenarioCommand.class
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final int TRACE_LINES = 40;

  @Option(names = "--seeds", description = "How many seeds (default ${DEFAULT-VALUE}).")
  long seeds = 1_000;

  @Option(names = "--first", description = "The first seed (default ${DEFAULT-VALUE}).")
  long first = 1;

  @Option(names = "--seed", description = "Runs this one seed and shows its trace.")
  @Nullable Long seed;

  @Option(names = "--minutes", description = "Runs for so long, as many seeds as there are.")
  @Nullable Integer minutes;

  @Option(names = "--threads", description = "Runs at a time (default: processors).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--scenario",
      description = "A name or a file (default: ${DEFAULT-VALUE}, every fault that there is).")
  String name = ScenarioLibrary.ANY_FAULT;

  @Option(
      names = "--safety-ms",
      description = "Virtual length of the faulty phase (default: drawn).")
  int safetyMs;

  @Option(names = "--faults", split = ",", description = "Kinds of faults to draw from.")
  List<String> kinds = List.of();

  @Option(
      names = "--only",
      split = ",",
      description = "With --seed: only the faults of these numbers, or none.")
  List<String> only = List.of();

  @Option(names = "--clients", description = "With --seed: clients of each region.")
  int clients;

  @Option(names = "--keys", description = "With --seed: PARTITIONSxSORTS.")
  String keys = "";

  @Option(names = "--details", description = "With --seed: shows every write and session.")
  boolean details;

  @Option(names = "--no-shrink", description = "Shows a failure as it was found.")
  boolean noShrink;

  @Option(names = "--shrink-runs", description = "Runs spent on making a failure small.")
  int shrinkRuns = 400;

  @Override
  public Integer call() throws InterruptedException, InvalidScenarioException {
    quiet();
    Scenario scenario = scenario();
    Long one = seed;
    return one == null ? sweep(scenario) : single(scenario, one);
  }

  /** The product's own warnings are about the faults that we make. */
  static void quiet() {
    if (LoggerFactory.getLogger("io.antipode") instanceof Logger logger) {
      logger.setLevel(Level.OFF);
    }
  }

  /** A scenario of the library, or of a file. */
  static Scenario named(String name) throws InvalidScenarioException {
    Scenario scenario =
        name.endsWith(".yaml") ? ScenarioFile.read(Path.of(name)) : ScenarioLibrary.load(name);
    if (!scenario.layers().contains(Layer.SIMULATION)) {
      throw new IllegalArgumentException(name + " is not for simulations");
    }
    return scenario;
  }

  private Scenario scenario() throws InvalidScenarioException {
    Scenario whole = named(name);
    Scenario scenario = safetyMs > 0 ? whole.withDurationMs(safetyMs) : whole;
    Set<FaultType> kept = kinds.stream().map(FaultType::of).collect(Collectors.toSet());
    return kept.isEmpty()
        ? scenario
        : scenario.withFaults(
            scenario.faults().stream()
                .filter((FaultSpec spec) -> kept.contains(spec.type()))
                .toList());
  }

  private int sweep(Scenario scenario) throws InterruptedException {
    long begun = System.nanoTime();
    long deadline =
        minutes == null ? begun + Long.MAX_VALUE / 2 : begun + TimeUnit.MINUTES.toNanos(minutes);
    Sweep sweep = new Sweep(first, minutes == null ? seeds : Long.MAX_VALUE, deadline);
    Tally tally = new Tally();
    Progress progress = Progress.ofProgram();
    sweep.run(
        threads,
        each -> {
          try {
            tally.add(Simulation.run(Plan.draw(scenario, each)));
          } catch (Violation e) {
            tally.failed(each, e);
            sweep.stop();
          }
        },
        () -> progress.show(tally.line(System.nanoTime() - begun)));
    progress.say(tally.summary(System.nanoTime() - begun));
    for (var failure : new TreeMap<>(tally.failures()).entrySet()) {
      Plan plan = Plan.draw(scenario, failure.getKey());
      explain(plan, failure.getValue());
    }
    return tally.failures().isEmpty() ? 0 : 1;
  }

  private int single(Scenario scenario, long one) {
    Plan plan = Plan.draw(scenario, one);
    if (!only.isEmpty()) {
      Set<String> kept = Set.copyOf(only);
      plan = plan.with(plan.faults().stream().filter(f -> kept.contains("" + f.number())).toList());
    }
    plan = plan.with(smaller(plan.settings()));
    Trace trace = new Trace(details);
    try {
      Simulation.Outcome outcome = Simulation.run(plan, trace);
      show(plan, trace, Integer.MAX_VALUE);
      System.out.println(outcome);
      return 0;
    } catch (Violation e) {
      if (noShrink || !only.isEmpty()) {
        show(plan, trace, Integer.MAX_VALUE);
        System.out.println(e.getMessage());
        e.printStackTrace(System.out);
      } else {
        explain(plan, e);
      }
      return 1;
    }
  }

  private Settings smaller(Settings settings) {
    int[] sizes =
        keys.isEmpty()
            ? new int[] {settings.partitions(), settings.sorts()}
            : Arrays.stream(keys.split("x", 2)).mapToInt(Integer::parseInt).toArray();
    return settings.withLoad(clients > 0 ? clients : settings.clients(), sizes[0], sizes[1]);
  }

  private void explain(Plan plan, Violation violation) {
    System.out.printf("%nseed %d: %s%n", plan.seed(), violation.getMessage());
    Plan smallest = plan;
    if (!noShrink) {
      Shrinker.Shrunk shrunk = Shrinker.shrink(plan, violation, shrinkRuns);
      smallest = shrunk.plan();
      System.out.printf(
          "made small in %d runs: %d of %d faults, %d ms%n  %s%n",
          shrunk.runs(),
          smallest.faults().size(),
          plan.faults().size(),
          smallest.settings().safetyMs(),
          shrunk.violation().getMessage());
    }
    for (Fault fault : smallest.faults()) {
      System.out.println("  " + fault);
    }
    Trace trace = new Trace(true);
    try {
      Simulation.run(smallest, trace);
    } catch (Violation again) {
      show(smallest, trace, TRACE_LINES);
    }
    System.out.println("again: " + smallest.command());
  }

  private static void show(Plan plan, Trace trace, int lines) {
    System.out.println("trace of seed " + plan.seed() + ", " + plan.settings());
    List<Trace.Line> all = trace.lines();
    all.stream().skip(Math.max(0, all.size() - lines)).forEach(System.out::println);
  }
}
