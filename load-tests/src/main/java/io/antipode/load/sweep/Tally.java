package io.antipode.load.sweep;

import io.antipode.load.scenario.FaultType;
import io.antipode.load.simulation.Simulation;
import io.antipode.load.simulation.Violation;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Adds up what many runs did. Any thread. */
final class Tally {
  private static final double NS_PER_S = 1e9;
  private static final double MS_PER_S = 1e3;

  private final Map<FaultType, Long> faults = new EnumMap<>(FaultType.class);
  private final Map<Long, Violation> failures = new TreeMap<>();
  private long runs;
  private long writes;
  private long acknowledged;
  private long excused;
  private long damages;
  private long conflicts;
  private long records;
  private long events;
  private long virtualMs;
  private long slowestHealMs;

  synchronized void add(Simulation.Outcome outcome) {
    runs++;
    writes += outcome.writes();
    acknowledged += outcome.acknowledged();
    excused += outcome.excused();
    damages += outcome.damagesFound();
    conflicts += outcome.conflicts();
    records += outcome.streamRecords();
    events += outcome.events();
    virtualMs += outcome.virtualMs();
    slowestHealMs = Math.max(slowestHealMs, outcome.healMs());
    outcome.faults().forEach((kind, count) -> faults.merge(kind, count, Long::sum));
  }

  synchronized void failed(long seed, Violation violation) {
    failures.put(seed, violation);
  }

  synchronized Map<Long, Violation> failures() {
    return new TreeMap<>(failures);
  }

  /** One line of progress. */
  synchronized String line(long elapsedNanos) {
    double seconds = elapsedNanos / NS_PER_S;
    return String.format(
        Locale.ROOT,
        "%,d seeds, %,.0f a second, %,.0f x real time, %,d faults, %d failures",
        runs,
        runs / seconds,
        virtualMs / MS_PER_S / seconds,
        faultCount(),
        failures.size());
  }

  private long faultCount() {
    return faults.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized String summary(long elapsedNanos) {
    String kinds =
        faults.entrySet().stream()
            .map(entry -> entry.getKey().word() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s%n%,d writes (%,d acknowledged, %,d lost with their region's disk), %,d conflicts,"
            + " %,d stream records, %,d events, %,d times damage was found and named,"
            + " slowest heal %,d ms%nfaults: %s",
        line(elapsedNanos),
        writes,
        acknowledged,
        excused,
        conflicts,
        records,
        events,
        damages,
        slowestHealMs,
        kinds);
  }
}
