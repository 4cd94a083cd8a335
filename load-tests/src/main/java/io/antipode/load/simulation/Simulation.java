package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.load.checker.Checkers;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.History;
import io.antipode.load.history.IndexContents;
import io.antipode.load.history.Key;
import io.antipode.load.history.TableContents;
import io.antipode.load.scenario.FaultType;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.ItemKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan: a safety phase, in which clients write while faults come and go, then a
 * liveness phase, in which everything is healed and the regions must become equal within a bound
 * and forget their deletions; then every promise is checked.
 */
public final class Simulation {
  /** How soon after healing the regions must be equal, in virtual milliseconds. */
  static final int LIVENESS_MS = 60_000;

  /** Checkers of what clients were told, and of what the regions hold in the end. */
  private static final List<String> OF_CLIENTS = List.of("sessions");

  private static final List<String> OF_CONTENTS = List.of("winner", "convergence", "index");
  private static final int WARM_UP_MS = 300;
  private static final int STEP_MS = 250;

  private static final List<Region> REGIONS =
      List.of(new Region("ap-southeast-1"), new Region("eu-west-1"), new Region("us-east-1"));

  /** What a run did, for reports: a run in which nothing happened proves nothing. */
  public record Outcome(
      long seed,
      long writes,
      long acknowledged,
      long excused,
      Map<FaultType, Long> faults,
      long damagesFound,
      long brokenSessions,
      long conflicts,
      long streamRecords,
      long events,
      long virtualMs,
      long healMs,
      long fingerprint) {}

  private final Plan plan;
  private final World world;
  private final SimulatedCluster cluster;
  private final List<SimulatedTable> tables = new ArrayList<>();
  private final List<SimulatedClient> clients = new ArrayList<>();
  private final History history = new History();
  private final Ledger ledger = new Ledger(this::stored);
  private final Looks looks;

  private Simulation(Plan plan, Trace trace) {
    this.plan = plan;
    world = new World(plan.seed(), trace);
    tables.add(SimulatedTable.replicated(REGIONS));
    if (plan.faults().stream().anyMatch(fault -> fault.kind() == FaultType.REMOVE_REPLICA)) {
      tables.add(SimulatedTable.moving(REGIONS));
    }
    for (Region region : REGIONS) {
      boolean streamed = new Draws(plan.seed()).oneIn("stream of " + region + "'s own table", 2);
      tables.add(SimulatedTable.ofOne(region, streamed));
    }
    history.listen(ledger);
    cluster = new SimulatedCluster(world, ledger, REGIONS, plan.settings(), tables);
    looks = new Looks(world, cluster, plan.settings());
    for (SimulatedRegion region : cluster.regions()) {
      for (SimulatedTable table : region.tables()) {
        int count = table.isReplicated() && !table.isMoving() ? plan.settings().clients() : 1;
        for (int number = 0; number < count; number++) {
          clients.add(new SimulatedClient(world, region, table, number, history, plan.settings()));
        }
      }
    }
  }

  private @Nullable ItemKey stored(Key key) {
    for (SimulatedTable table : tables) {
      if (table.name().equals(key.table())) {
        return table.stored(key);
      }
    }
    return null;
  }

  /** Runs a seed; throws {@link Violation} where a promise is broken. */
  public static Outcome run(long seed) {
    return run(Plan.draw(seed));
  }

  /** Runs a plan; throws {@link Violation} where a promise is broken. */
  public static Outcome run(Plan plan) {
    return run(plan, new Trace(false));
  }

  /** Runs a plan and writes a trace; throws {@link Violation} where a promise is broken. */
  public static Outcome run(Plan plan, Trace trace) {
    try {
      return new Simulation(plan, trace).run();
    } catch (Violation e) {
      throw e;
    } catch (RuntimeException | AssertionError e) {
      throw new Violation("unexpected: " + e, e);
    }
  }

  private Outcome run() {
    cluster.start();
    world.runMs(WARM_UP_MS);
    clients.forEach(SimulatedClient::start);
    looks.start();
    cluster.faults().schedule(plan);
    world.runMs(plan.settings().safetyMs());
    clients.forEach(SimulatedClient::stop);
    cluster.faults().heal();
    long healMs = awaitEquality();
    // The last look lets time pass: a removal that somebody asked for long ago may come meanwhile.
    while (!looks.last() || !isEqual()) {
      healMs += awaitEquality();
    }
    check();
    return new Outcome(
        plan.seed(),
        ledger.writes(),
        ledger.acknowledgements(),
        ledger.excused(),
        cluster.faults().struck(),
        cluster.sum(SimulatedRegion::damages),
        cluster.brokenSessions(),
        cluster.sum(SimulatedRegion::conflicts),
        cluster.sum(SimulatedRegion::streamRecords),
        world.executed(),
        world.nowMs(),
        healMs,
        world.fingerprint());
  }

  private long awaitEquality() {
    for (long waitedMs = STEP_MS; waitedMs <= LIVENESS_MS; waitedMs += STEP_MS) {
      world.runMs(STEP_MS);
      cluster.start();
      if (isEqual()) {
        return waitedMs;
      }
    }
    List<String> seen = servesAll() ? digests() : List.of();
    if (seen.stream().distinct().count() == 1) {
      throw new Violation(
          "tombstones: %d are still kept %d ms after healing".formatted(tombstones(), LIVENESS_MS));
    }
    cluster.noteState();
    noteDifferences();
    throw new Violation(
        "convergence: %d ms after healing the regions are %s, their digests %s"
            .formatted(
                LIVENESS_MS,
                cluster.regions().stream().map(SimulatedRegion::phase).toList(),
                seen));
  }

  /** Whether all regions are there, hold the same, and have forgotten their deletions. */
  private boolean isEqual() {
    return servesAll() && digests().stream().distinct().count() == 1 && tombstones() == 0;
  }

  private boolean servesAll() {
    return cluster.isComplete()
        && cluster.regions().stream()
            .allMatch(region -> region.tables().stream().allMatch(region::serves));
  }

  private List<String> digests() {
    List<Long> replicated =
        tables.stream().filter(SimulatedTable::isReplicated).map(SimulatedTable::id).toList();
    return cluster.digests(region -> replicated);
  }

  /** Writes into the trace what stands under each key that the regions don't agree on. */
  private void noteDifferences() {
    SortedMap<Bytes, SortedMap<Region, String>> seen = new TreeMap<>();
    for (SimulatedRegion region : cluster.regions()) {
      region.eachShard(
          shard ->
              shard.snapshot(
                  SimulatedTable.ID,
                  null,
                  Integer.MAX_VALUE,
                  each ->
                      seen.computeIfAbsent(new Bytes(each.key()), key -> new TreeMap<>())
                          .put(
                              region.region(),
                              each.version() + (each.isTombstone() ? " (deleted)" : ""))));
    }
    seen.forEach(
        (key, versions) -> {
          if (versions.size() < cluster.regions().size()
              || Set.copyOf(versions.values()).size() > 1) {
            ItemKey item = ItemKey.ofBytes(key.array());
            world.note("world", item.partitionKey() + " " + item.sortKey() + " is " + versions);
          }
        });
  }

  private long tombstones() {
    long[] sum = new long[1];
    cluster.each(region -> region.eachShard(shard -> sum[0] += shard.stats().tombstones()));
    return sum[0];
  }

  private void check() {
    Evidence told =
        new Evidence(
            history.ops(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            World.EPOCH_MS,
            looks.late());
    Checkers.check(OF_CLIENTS, told).forEach(Violation::require);
    List<TableContents> contents = new ArrayList<>();
    List<IndexContents> entries = new ArrayList<>();
    for (SimulatedRegion region : cluster.regions()) {
      for (SimulatedTable table : region.tables()) {
        contents.add(Holdings.table(region, table));
        entries.add(Holdings.index(region, table));
      }
    }
    Evidence found =
        new Evidence(List.of(), contents, entries, List.of(), List.of(), Map.of(), World.EPOCH_MS);
    Checkers.check(OF_CONTENTS, looks.judged(history, found)).forEach(Violation::require);
    for (TableContents table : contents) {
      table
          .items()
          .keySet()
          .forEach(
              key ->
                  world.mix(
                      key.hashCode() + Objects.requireNonNull(table.versions().get(key)).hlc()));
    }
  }
}
