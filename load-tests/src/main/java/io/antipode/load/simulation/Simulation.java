package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.load.scenario.FaultType;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Shard;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One run of a plan: a safety phase, in which clients write while faults come and go, then a
 * liveness phase, in which everything is healed and the regions must become equal within a bound
 * and forget their deletions; then every promise is checked.
 */
public final class Simulation {
  /** How soon after healing the regions must be equal, in virtual milliseconds. */
  static final int LIVENESS_MS = 60_000;

  private static final int WARM_UP_MS = 300;
  private static final int STEP_MS = 250;
  private static final int FOLLOW_MS = 150;

  /** At one in so many looks at the streams the tables are looked at in every way. */
  private static final int AGREEMENT_LOOKS = 4;

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
  private final SimulatedNetwork network;
  private final List<SimulatedTable> tables = new ArrayList<>();
  private final List<SimulatedRegion> regions = new ArrayList<>();
  private final List<SimulatedClient> clients = new ArrayList<>();
  private final Ledger ledger = new Ledger();
  private final Separations separations;
  private final FaultInjector faults;
  private int looks;

  private Simulation(Plan plan, Trace trace) {
    this.plan = plan;
    world = new World(plan.seed(), trace);
    network = new SimulatedNetwork(world);
    Losses losses = new Losses(world, ledger);
    tables.add(SimulatedTable.replicated(REGIONS));
    for (Region region : REGIONS) {
      boolean streamed = new Draws(plan.seed()).oneIn("stream of " + region + "'s own table", 2);
      tables.add(SimulatedTable.ofOne(region, streamed));
    }
    for (Region region : REGIONS) {
      regions.add(
          new SimulatedRegion(world, network, losses, region, REGIONS, plan.settings(), tables));
    }
    losses.regions(regions);
    for (SimulatedRegion region : regions) {
      for (SimulatedTable table : region.tables()) {
        int count = table.isReplicated() ? plan.settings().clients() : 1;
        for (int number = 0; number < count; number++) {
          clients.add(new SimulatedClient(world, region, table, number, ledger, plan.settings()));
        }
      }
    }
    separations = new Separations(world, regions, plan.settings().harmlessSeparationMs());
    faults = new FaultInjector(world, network, regions, plan.settings());
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
    regions.forEach(SimulatedRegion::start);
    world.runMs(WARM_UP_MS);
    clients.forEach(SimulatedClient::start);
    followStreams();
    faults.schedule(plan);
    world.runMs(plan.settings().safetyMs());
    clients.forEach(SimulatedClient::stop);
    faults.heal();
    long healMs = awaitEquality();
    while (!followStreamsToTheEnd()) {
      healMs += awaitEquality();
    }
    check();
    return new Outcome(
        plan.seed(),
        ledger.writes(),
        ledger.acknowledgements(),
        ledger.excused(),
        faults.struck(),
        sum(SimulatedRegion::damages),
        network.disturbed(),
        sum(SimulatedRegion::conflicts),
        sum(SimulatedRegion::streamRecords),
        world.executed(),
        world.nowMs(),
        healMs,
        world.fingerprint());
  }

  private long sum(java.util.function.ToLongFunction<SimulatedRegion> of) {
    return regions.stream().mapToLong(of).sum();
  }

  private void followStreams() {
    regions.forEach(SimulatedRegion::followStreams);
    if (++looks % AGREEMENT_LOOKS == 0) {
      requireAgreement();
    }
    separations.look();
    world.afterMs(FOLLOW_MS, this::followStreams);
  }

  private void requireAgreement() {
    regions.forEach(region -> Agreement.require(region, ledger.byKey().keySet()));
  }

  /** False where a stream's consumer came upon damage, so that its region is replaced once more. */
  private boolean followStreamsToTheEnd() {
    regions.forEach(SimulatedRegion::followStreams);
    return regions.stream().allMatch(SimulatedRegion::isComplete);
  }

  private long awaitEquality() {
    List<String> seen = List.of();
    for (long waitedMs = STEP_MS; waitedMs <= LIVENESS_MS; waitedMs += STEP_MS) {
      world.runMs(STEP_MS);
      // A region that goes down once more, by a fault that took its time, comes up again.
      regions.forEach(SimulatedRegion::start);
      if (regions.stream().allMatch(SimulatedRegion::isComplete)) {
        seen = regions.stream().map(Simulation::digests).toList();
        if (seen.stream().distinct().count() == 1 && tombstones() == 0) {
          return waitedMs;
        }
      }
    }
    if (seen.stream().distinct().count() == 1) {
      throw new Violation(
          "tombstones: %d are still kept %d ms after healing".formatted(tombstones(), LIVENESS_MS));
    }
    regions.forEach(SimulatedRegion::noteState);
    noteDifferences();
    throw new Violation(
        "convergence: %d ms after healing the regions are %s, their digests %s"
            .formatted(LIVENESS_MS, regions.stream().map(SimulatedRegion::phase).toList(), seen));
  }

  /** Writes into the trace what stands under each key that the regions don't agree on. */
  private void noteDifferences() {
    SortedMap<Bytes, SortedMap<Region, String>> seen = new TreeMap<>();
    for (SimulatedRegion region : regions) {
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
          if (versions.size() < regions.size() || Set.copyOf(versions.values()).size() > 1) {
            ItemKey item = ItemKey.ofBytes(key.array());
            world.note("world", item.partitionKey() + " " + item.sortKey() + " is " + versions);
          }
        });
  }

  private long tombstones() {
    long[] sum = new long[1];
    regions.forEach(region -> region.eachShard(shard -> sum[0] += shard.stats().tombstones()));
    return sum[0];
  }

  private static String digests(SimulatedRegion region) {
    List<ReplicatedShard.Digest> digests = new ArrayList<>();
    region.eachShard(shard -> digests.add(shard.digest(SimulatedTable.ID)));
    return digests.toString();
  }

  private void check() {
    requireAgreement();
    for (SimulatedRegion region : regions) {
      region.eachShard(shard -> region.follower(shard.id()).requireEqual(shard, items(shard)));
    }
    for (SimulatedTable table : tables) {
      List<RegionState> states =
          regions.stream()
              .filter(region -> region.tables().contains(table))
              .map(region -> stateOf(region, table))
              .toList();
      Promises.check(
          ledger, table, states, write -> table.isReplicated() && separations.mayComeBack(write));
      for (RegionState state : states) {
        state.items().forEach((key, item) -> world.mix(key.hashCode() + item.version().hlc()));
      }
    }
  }

  private SortedMap<Bytes, Mutation> items(Shard shard) {
    SortedMap<Bytes, Mutation> items = new TreeMap<>();
    for (SimulatedTable table : tables) {
      eachOf(
          shard,
          table,
          each -> {
            if (!each.isTombstone()) {
              items.put(new Bytes(each.key()), each);
            }
          });
    }
    return items;
  }

  private static RegionState stateOf(SimulatedRegion region, SimulatedTable table) {
    RegionState state =
        new RegionState(region.region(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
    region.eachShard(
        shard -> {
          eachOf(
              shard,
              table,
              each ->
                  (each.isTombstone() ? state.tombstones() : state.items())
                      .put(new Bytes(each.key()), each));
          takeEntries(shard, table, state.entries());
        });
    return state;
  }

  private static void eachOf(
      Shard shard, SimulatedTable table, ReplicatedShard.OwnVisitor visitor) {
    byte[] after = null;
    do {
      after = shard.snapshot(table.id(), after, Integer.MAX_VALUE, visitor);
    } while (after != null);
  }

  private static void takeEntries(Shard shard, SimulatedTable table, SortedSet<Bytes> entries) {
    shard.scan(
        ByteBuffer.allocate(Long.BYTES).putLong(table.indexId()).array(),
        ByteBuffer.allocate(Long.BYTES).putLong(table.indexId() + 1).array(),
        true,
        (key, version, item) -> entries.add(new Bytes(key)));
  }
}
