package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.load.simulation.ClockCampaign.Outcome;
import io.antipode.load.simulation.FolderModel.Standing;
import io.antipode.node.bootstrap.repair.ClockRepair;
import io.antipode.node.bootstrap.repair.RegionFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One case of {@link ClockCampaign}. */
final class ClockCase {
  private static final List<Region> REGIONS =
      List.of(new Region("ap-southeast-1"), new Region("eu-west-1"), new Region("us-east-1"));
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final long YEAR_MS = 365 * 24 * HOUR_MS;

  /** What lies ahead after a repair is due by then, and has arrived. */
  private static final long DUE_MS = ClockRepair.LIMIT_MS + 15_000;

  private static final long SOON_MS = 15_000;

  private final World world;
  private final SplittableRandom random;
  private final SimulatedNetwork network;
  private final Settings settings;
  private final FolderModel model;
  private final SimulatedTable table = SimulatedTable.replicated(REGIONS);
  private final List<FolderRegion> regions = new ArrayList<>();

  /** Those whose clocks are ahead at some time. */
  private final List<FolderRegion> ahead = new ArrayList<>();

  private final long aheadMs;
  private boolean lowered;

  ClockCase(long seed, Path home) {
    world = new World(seed);
    Draws draws = new Draws(seed);
    random = draws.of("case");
    network = new SimulatedNetwork(world);
    settings = FolderCampaign.settings(draws);
    model = new FolderModel(draws.of("writes"), false);
    for (Region region : REGIONS) {
      List<SurvivingStores> stores = new ArrayList<>();
      for (int number = 0; number < SimulatedRegion.SHARDS; number++) {
        stores.add(new SurvivingStores(draws.of("store " + number + " of " + region)));
      }
      regions.add(
          new FolderRegion(
              world,
              network,
              region,
              REGIONS,
              settings,
              home.resolve(region.name()),
              stores::get,
              (shard, powerCut) -> stores.get(shard.number()).tear(powerCut)));
    }
    int first = random.nextInt(REGIONS.size());
    ahead.add(regions.get(first));
    if (random.nextInt(4) == 0) {
      ahead.add(regions.get((first + 1) % REGIONS.size()));
    }
    aheadMs =
        switch (random.nextInt(3)) {
          case 0 -> 2 * MINUTE_MS + random.nextInt(10_000);
          case 1 -> 3 * HOUR_MS + random.nextInt(10_000);
          default -> 20 * YEAR_MS;
        };
  }

  Outcome run() throws IOException {
    for (FolderRegion each : regions) {
      each.open();
      each.table(table.descriptor());
    }
    write(200 + random.nextInt(300));
    await(SOON_MS);
    ahead.forEach(each -> each.time().skew(aheadMs));
    awaitServing(ahead);
    write(random.nextInt(1_200));
    if (random.nextInt(3) == 0) {
      stop(ahead.getFirst());
      ahead.getFirst().open();
      awaitServing(ahead);
      write(200);
    }
    ahead.forEach(each -> each.time().skew(0));
    if (random.nextBoolean()) {
      write(random.nextInt(400));
    }
    repair();
    network.heal();
    await(DUE_MS);
    world.runMs(DUE_MS);
    write(200);
    await(SOON_MS);
    require();
    for (FolderRegion each : regions) {
      each.stop();
    }
    return lowered ? Outcome.LOWERED : Outcome.NOTHING_AHEAD;
  }

  /** Writes to all regions; now and then the links to one are cut for a while. */
  private void write(int ms) {
    FolderRegion apart = regions.get(random.nextInt(regions.size()));
    boolean cuts = aheadMs < YEAR_MS && random.nextInt(3) == 0;
    for (int now = 0; now < ms; now += 5) {
      for (FolderRegion each : regions) {
        if (random.nextInt(3) == 0) {
          model.writeTo(each, table);
        }
      }
      if (cuts && now == ms / 2 / 5 * 5) {
        for (FolderRegion each : regions) {
          network.cut(apart.region(), each.region());
          network.cut(each.region(), apart.region());
        }
      }
      world.runMs(5);
      requireRunning();
    }
    network.heal();
  }

  private void stop(FolderRegion region) {
    if (random.nextBoolean()) {
      region.stop();
    } else {
      region.die(settings.fsync() && random.nextBoolean());
    }
  }

  private void repair() throws IOException {
    for (FolderRegion each : ahead) {
      stop(each);
    }
    List<RegionFolder> folders = ahead.stream().map(FolderRegion::folder).toList();
    StringWriter said = new StringWriter();
    long nowMs = ahead.getFirst().time().epochMs();
    ClockRepair repair = new ClockRepair(folders, nowMs, new PrintWriter(said));
    boolean nothing = repair.run(false);
    if (!repair.run(true, model::lower)) {
      throw new Violation("no way out: " + said);
    }
    lowered = !nothing;
    if (!repair.run(false)) {
      throw new Violation("no way out: a second repair finds something: " + said);
    }
    for (FolderRegion each : ahead) {
      each.open();
    }
  }

  private void requireRunning() {
    for (FolderRegion each : regions) {
      if (each.failed() != null) {
        throw new Violation("restart: " + each.region() + " stopped: " + each.failed());
      }
    }
  }

  /** A clock that jumps by more than retention looks like a long absence. */
  private void awaitServing(List<FolderRegion> awaited) {
    for (long ms = 0; ms < SOON_MS; ms += 100) {
      world.runMs(100);
      if (awaited.stream().allMatch(each -> each.serves(List.of(table)))) {
        return;
      }
    }
  }

  private void await(long ms) {
    String seen = "";
    int alike = 0;
    for (long waited = 0; waited < ms; waited += 100) {
      world.runMs(100);
      requireRunning();
      List<String> digests =
          regions.stream().map(each -> FolderCampaign.digests(each, table)).distinct().toList();
      seen = digests.toString();
      alike = digests.size() == 1 ? alike + 1 : 0;
      if (alike == FolderCase.ALIKE_TICKS) {
        return;
      }
    }
    throw new Violation("convergence: after " + ms + " ms the digests are " + seen);
  }

  private void require() {
    for (FolderRegion each : regions) {
      Standing found = FolderCampaign.contents(each, List.of(table));
      String missing = model.missing(table, null, found, (any, write) -> false);
      if (missing != null) {
        throw new Violation(
            "winner: lost in %s after %s was %d ms ahead: %s"
                .formatted(each.region(), ahead.getFirst().region(), aheadMs, missing));
      }
    }
  }
}
