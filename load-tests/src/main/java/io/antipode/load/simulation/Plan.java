package io.antipode.load.simulation;

import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.load.scenario.FaultSpec;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.scenario.Scenario;
import io.antipode.load.scenario.ScenarioLibrary;
import io.antipode.load.scenario.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that a seed decides beforehand: the settings, and which of a scenario's faults strike
 * when. Swarm testing (Groce et al., ISSTA 2012): the seed first draws which kinds there are at
 * all, since a mixture of everything hides what some kinds do alone. A plan can be made smaller and
 * run again.
 *
 * @param faults by time
 */
public record Plan(Scenario scenario, long seed, Settings settings, List<Fault> faults) {
  private static final int MAX_FAULTS = 200;

  public Plan {
    faults = List.copyOf(faults);
  }

  /** A seed's plan of {@link ScenarioLibrary#ANY_FAULT}. */
  public static Plan draw(long seed) {
    return draw(ScenarioLibrary.shipped(ScenarioLibrary.ANY_FAULT), seed);
  }

  /** A seed's plan of a scenario. */
  public static Plan draw(Scenario scenario, long seed) {
    Draws draws = new Draws(seed);
    List<FaultSpec> specs = scenario.swarm() ? some(draws, scenario.faults()) : scenario.faults();
    Settings settings =
        Settings.draw(
            draws,
            scenario.durationMs(),
            syncs(draws, scenario, specs),
            specs.stream().anyMatch(spec -> spec.type().endangersData()));
    if (scenario.faults().stream().noneMatch(spec -> spec.type() == FaultType.LONG_ABSENCE)) {
      // Streams are checked from their beginning; only an absence needs logs that end.
      settings = settings.withLongRetention();
    }
    List<Fault> faults = new ArrayList<>();
    for (FaultSpec spec : specs) {
      faults.addAll(
          strikes(
              draws,
              spec,
              scenario.cluster().regions().size(),
              everyMs(draws, scenario, specs, spec),
              settings.safetyMs()));
    }
    faults.sort(Comparator.comparingLong(Fault::atMs));
    List<Fault> numbered = new ArrayList<>();
    faults.stream().limit(MAX_FAULTS).forEach(fault -> numbered.add(fault.as(numbered.size())));
    return new Plan(scenario, seed, settings, numbered);
  }

  private static List<FaultSpec> some(Draws draws, List<FaultSpec> specs) {
    int share = draws.between("share of kinds", 1, 5);
    return specs.stream().filter(spec -> draws.below(spec.type().word(), 5) < share).toList();
  }

  /** What is acknowledged before it is synced may be gone after these; a swarm has some of both. */
  private static boolean syncs(Draws draws, Scenario scenario, List<FaultSpec> specs) {
    return scenario.cluster().durability() == DurabilityMode.FSYNC
        || (scenario.swarm() && draws.oneIn("fsync", 4))
        || specs.stream()
            .map(FaultSpec::type)
            .anyMatch(type -> type == FaultType.POWER_CUT || type == FaultType.FSYNC_ERROR);
  }

  /** Of a scenario with a pace all kinds together keep it, few or many. */
  private static long everyMs(
      Draws draws, Scenario scenario, List<FaultSpec> specs, FaultSpec spec) {
    Span paceMs = scenario.paceMs();
    return paceMs == null
        ? spec.everyMs()
        : specs.size() * paceMs.draw(draws.of("mean time between faults"));
  }

  private static List<Fault> strikes(
      Draws draws, FaultSpec spec, int regions, long everyMs, int untilMs) {
    FaultType kind = spec.type();
    SplittableRandom random = draws.of("strikes of " + kind.word());
    int spared = draws.below("spared region", regions);
    List<Fault> strikes = new ArrayList<>();
    for (long atMs = gapMs(random, everyMs); atMs < untilMs; atMs += 1 + gapMs(random, everyMs)) {
      int victim = random.nextInt(regions);
      if (kind.sparesOne() && victim == spared) {
        victim = another(random, victim, regions);
      }
      int other = another(random, victim, regions);
      long forMs = spec.forMs().draw(random);
      long chance = random.nextLong();
      strikes.add(new Fault(0, kind, atMs, victim, other, forMs, severity(spec, chance), chance));
    }
    return strikes;
  }

  /**
   * As of a Poisson process: then many kinds that each strike seldom are as frequent together as
   * one that strikes often. By StrictMath, since a seed means the same in every JVM.
   */
  private static long gapMs(SplittableRandom random, long everyMs) {
    return (long) (-everyMs * StrictMath.log(1 - random.nextDouble()));
  }

  private static int another(SplittableRandom random, int region, int regions) {
    return (region + 1 + random.nextInt(regions - 1)) % regions;
  }

  /** A number of each of the fault's spans, by a chance that is this strike's own. */
  private static Map<String, Long> severity(FaultSpec spec, long chance) {
    Draws draws = new Draws(chance);
    Map<String, Long> drawn = new TreeMap<>();
    spec.parameters().forEach((name, span) -> drawn.put(name, span.draw(draws.of(name))));
    return drawn;
  }

  /** The same plan with these faults only. */
  public Plan with(List<Fault> kept) {
    return new Plan(
        scenario,
        seed,
        settings,
        kept.stream().sorted(Comparator.comparing(Fault::number)).toList());
  }

  /** The same faults in a smaller run. */
  public Plan with(Settings smaller) {
    return new Plan(scenario, seed, smaller, faults);
  }

  /** The command that runs just this plan, of a scenario that ships. */
  public String command() {
    Scenario shipped =
        ScenarioLibrary.names().contains(scenario.name())
            ? ScenarioLibrary.shipped(scenario.name())
            : scenario;
    Plan whole = draw(shipped.withFaults(scenario.faults()), seed);
    StringBuilder command = new StringBuilder("./antipode chaos simulate --seed ").append(seed);
    if (!scenario.name().equals(ScenarioLibrary.ANY_FAULT)) {
      command.append(" --scenario ").append(scenario.name());
    }
    if (!scenario.faults().equals(shipped.faults())) {
      command
          .append(" --faults ")
          .append(
              scenario.faults().stream()
                  .map(spec -> spec.type().word())
                  .collect(Collectors.joining(",")));
    }
    if (!faults.equals(whole.faults)) {
      command
          .append(" --only ")
          .append(
              faults.isEmpty()
                  ? "none"
                  : faults.stream()
                      .map(fault -> "" + fault.number())
                      .collect(Collectors.joining(",")));
    }
    if (settings.safetyMs() != whole.settings.safetyMs()) {
      command.append(" --safety-ms ").append(settings.safetyMs());
    }
    if (settings.clients() != whole.settings.clients()) {
      command.append(" --clients ").append(settings.clients());
    }
    if (settings.partitions() != whole.settings.partitions()
        || settings.sorts() != whole.settings.sorts()) {
      command.append(" --keys ").append(settings.partitions()).append('x').append(settings.sorts());
    }
    return command.toString();
  }
}
