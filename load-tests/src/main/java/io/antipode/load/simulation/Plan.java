package io.antipode.load.simulation;

import io.antipode.load.scenario.FaultType;
import io.antipode.load.scenario.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Everything that a seed decides beforehand: the settings, and which faults strike when. Swarm
 * testing (Groce et al., ISSTA 2012): the seed first draws which kinds there are at all, since a
 * mixture of everything hides what some kinds do alone. A plan can be made smaller and run again.
 *
 * @param faults by time
 */
public record Plan(long seed, Settings settings, List<Fault> faults) {
  /** Regions of every run. */
  static final int REGIONS = 3;

  private static final int MAX_FAULTS = 200;

  public Plan {
    faults = List.copyOf(faults);
  }

  /** The plan of a seed. */
  public static Plan draw(long seed) {
    return draw(seed, 0, FaultType.of(Layer.SIMULATION));
  }

  /**
   * The plan of a seed.
   *
   * @param safetyMs length of the faulty phase; 0: drawn too
   * @param allowed kinds that may be drawn
   */
  public static Plan draw(long seed, int safetyMs, Set<FaultType> allowed) {
    for (FaultType type : allowed) {
      if (!type.runsIn(Layer.SIMULATION)) {
        throw new IllegalArgumentException(type.word() + " is not for simulations");
      }
    }
    Draws draws = new Draws(seed);
    List<FaultType> kinds = kinds(draws, allowed);
    boolean fsync =
        draws.oneIn("fsync", 4)
            || kinds.contains(FaultType.POWER_CUT)
            || kinds.contains(FaultType.FSYNC_ERROR);
    Settings settings =
        Settings.draw(draws, safetyMs, fsync, kinds.stream().anyMatch(FaultType::endangersData));
    List<Fault> faults = new ArrayList<>();
    int meanMs = draws.between("mean time between faults", 80, 1_000);
    int spared = draws.below("spared region", REGIONS);
    SplittableRandom random = draws.of("faults");
    for (long atMs = random.nextInt(2 * meanMs);
        atMs < settings.safetyMs() && !kinds.isEmpty() && faults.size() < MAX_FAULTS;
        atMs += 1 + random.nextInt(2 * meanMs)) {
      FaultType kind = kinds.get(random.nextInt(kinds.size()));
      int victim = random.nextInt(REGIONS);
      if (kind.sparesOne() && victim == spared) {
        victim = (victim + 1 + random.nextInt(REGIONS - 1)) % REGIONS;
      }
      int other = (victim + 1 + random.nextInt(REGIONS - 1)) % REGIONS;
      long forMs = 1L + random.nextInt(random.nextInt(4) == 0 ? 4_000 : 800);
      long chance = random.nextLong();
      Map<String, Long> parameters = Severity.draw(Severity.ofRandomPlans(kind), chance);
      faults.add(new Fault(faults.size(), kind, atMs, victim, other, forMs, parameters, chance));
    }
    return new Plan(seed, settings, faults);
  }

  private static List<FaultType> kinds(Draws draws, Set<FaultType> allowed) {
    int share = draws.between("share of kinds", 1, 5);
    return allowed.stream().sorted().filter(kind -> draws.below(kind.word(), 5) < share).toList();
  }

  /** The same plan with these faults only. */
  public Plan with(List<Fault> kept) {
    return new Plan(
        seed, settings, kept.stream().sorted(Comparator.comparing(Fault::number)).toList());
  }

  /** The same faults in a smaller run. */
  public Plan with(Settings smaller) {
    return new Plan(seed, smaller, faults);
  }

  /** The command that runs just this plan. */
  public String command() {
    Plan whole = draw(seed);
    StringBuilder command = new StringBuilder("./antipode chaos simulate --seed ").append(seed);
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
