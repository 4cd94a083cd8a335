package io.antipode.load.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import io.antipode.load.history.History;
import io.antipode.load.scenario.Span;
import io.antipode.load.simulation.Ledger.Write;
import io.antipode.load.workload.Reply;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a replica accepted outlives it: Ireland leaves, whatever is cut off or dies meanwhile. */
final class RemovalTest {
  private static final Region SINGAPORE = new Region("ap-southeast-1");
  private static final Region IRELAND = new Region("eu-west-1");
  private static final Region VIRGINIA = new Region("us-east-1");
  private static final List<Region> REGIONS = List.of(SINGAPORE, IRELAND, VIRGINIA);
  private static final long SEEDS = Long.getLong("antipode.simulation.seeds", 100);
  private static final long FIRST = Long.getLong("antipode.simulation.first", 1);
  private static final int WARM_UP_MS = 1_000;
  private static final int STEP_MS = 250;
  private static final int HEALED_MS = 60_000;
  private static final int SETTLE_MS = 5_000;

  private static final Logger PRODUCT = (Logger) LoggerFactory.getLogger("io.antipode");
  private static final String TABLE = "{\"TableName\":\"" + SimulatedTable.NAME + "\"";

  /** Three regions with a table, and clients that write in each. */
  private static final class Cluster {
    final World world;
    final SimulatedNetwork network;
    final SimulatedTable table = SimulatedTable.replicated(REGIONS);
    final History history = new History();
    final Ledger ledger = new Ledger(table::stored);
    final List<SimulatedRegion> regions = new ArrayList<>();
    final List<SimulatedClient> clients = new ArrayList<>();

    Cluster(long seed) {
      world = new World(seed);
      network = new SimulatedNetwork(world);
      Losses losses = new Losses(world, ledger);
      // A deletion that nobody heard of within retention may be forgotten: that is another story.
      Settings settings =
          Settings.draw(new Draws(seed), new Span(1, 1), true, false).withLongRetention();
      history.listen(ledger);
      for (Region region : REGIONS) {
        SimulatedRegion simulated =
            new SimulatedRegion(world, network, losses, region, REGIONS, settings, List.of(table));
        regions.add(simulated);
        clients.add(new SimulatedClient(world, simulated, table, 0, history, settings));
      }
      losses.regions(regions);
      regions.forEach(SimulatedRegion::start);
      world.runMs(WARM_UP_MS);
    }

    SimulatedRegion in(Region region) {
      return regions.get(REGIONS.indexOf(region));
    }

    void cut(Region one, Region other) {
      network.cut(one, other);
      network.cut(other, one);
    }

    String ask(Region region, String action, String members) {
      Reply[] replies = new Reply[1];
      new SimulatedApi(world, in(region)::execute)
          .call(action, (TABLE + members + "}").getBytes(UTF_8), reply -> replies[0] = reply);
      await(action, () -> replies[0] != null);
      return new String(replies[0].body(), UTF_8);
    }

    void remove(Region from, Region leaving) {
      String answer =
          from.equals(leaving)
              ? ask(from, "DeleteTable", "")
              : ask(
                  from,
                  "UpdateTable",
                  ",\"ReplicaUpdates\":[{\"Delete\":{\"RegionName\":\"" + leaving + "\"}}]");
      assertTrue(answer.contains("DELETING"), answer);
    }

    @Nullable TableDescriptor table(Region region) {
      return Objects.requireNonNull(in(region).node()).table(SimulatedTable.NAME);
    }

    boolean hasLeft(Region leaver) {
      return table(leaver) == null
          && REGIONS.stream().noneMatch(each -> replicates(table(each), leaver));
    }

    private static boolean replicates(@Nullable TableDescriptor table, Region to) {
      return table != null && table.replicatesTo(to);
    }

    void await(String what, BooleanSupplier done) {
      for (int waitedMs = 0; !done.getAsBoolean(); waitedMs += STEP_MS) {
        assertTrue(waitedMs < HEALED_MS, what);
        world.runMs(STEP_MS);
      }
    }

    /** Every acknowledged write stands there, or one that is newer, or it was deleted. */
    void requireAll(Region region) {
      for (List<Write> writes : ledger.byKey().values()) {
        for (Write write : writes) {
          Version version = write.version;
          if (version != null) {
            assertTrue(knows(region, write, version), region + " lacks " + write);
          }
        }
      }
    }

    private boolean knows(Region region, Write write, Version version) {
      boolean[] knows = new boolean[1];
      in(region)
          .ask(
              write.shard,
              shard -> {
                Mutation standing = Losses.standing(shard, write.key);
                knows[0] =
                    standing == null
                        ? write.deletes || mayBeDeletedAfter(write, version)
                        : standing.version().compareTo(version) >= 0;
              });
      return knows[0];
    }

    private boolean mayBeDeletedAfter(Write write, Version version) {
      return ledger.of(write.key).stream()
          .anyMatch(each -> each.deletes && (each.version == null || each.version.beats(version)));
    }

    String digests(Region region) {
      StringBuilder digests = new StringBuilder();
      in(region).eachShard(shard -> digests.append(shard.digest(SimulatedTable.ID)));
      return digests.toString();
    }
  }

  /** What the product warns of here is what was done to it. */
  @BeforeAll
  static void silence() {
    PRODUCT.setLevel(Level.OFF);
  }

  @AfterAll
  static void listen() {
    PRODUCT.setLevel(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-west-1", "us-east-1"})
  void whatWasAcceptedBehindACutIsInTheOthersAfterwards(String remover) {
    Cluster cluster = new Cluster(1);
    cluster.cut(IRELAND, SINGAPORE);
    cluster.cut(IRELAND, VIRGINIA);
    cluster.world.runMs(3_000);
    String key = "{\"pk\":{\"S\":\"cut\"},\"sk\":{\"S\":\"1\"}}";
    assertEquals("{}", cluster.ask(IRELAND, "PutItem", ",\"Item\":" + key));
    cluster.remove(new Region(remover), IRELAND);
    cluster.world.runMs(3_000);
    assertNotNull(cluster.table(IRELAND), "it has not shipped all");

    cluster.network.heal();
    cluster.await("Ireland leaves", () -> cluster.hasLeft(IRELAND));
    for (Region staying : List.of(SINGAPORE, VIRGINIA)) {
      assertEquals("{\"Item\":" + key + "}", cluster.ask(staying, "GetItem", ",\"Key\":" + key));
    }
  }

  @Test
  void whateverIsCutOffOrDies() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      try {
        run(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static void run(long seed) {
    Cluster cluster = new Cluster(seed);
    SplittableRandom random = cluster.world.random().split();
    cluster.clients.forEach(SimulatedClient::start);
    for (Region other : List.of(SINGAPORE, VIRGINIA)) {
      if (random.nextInt(3) > 0) {
        cluster.world.runMs(random.nextInt(1_000));
        cluster.cut(IRELAND, other);
      }
    }
    cluster.world.runMs(random.nextInt(4_000));
    cluster.remove(REGIONS.get(random.nextInt(3)), IRELAND);
    List<Region> staying = new ArrayList<>(List.of(SINGAPORE, VIRGINIA));
    if (random.nextInt(3) == 0) {
      cluster.remove(VIRGINIA, SINGAPORE);
      staying.remove(SINGAPORE);
    }
    cluster.world.runMs(random.nextInt(4_000));
    if (random.nextBoolean()) {
      SimulatedRegion dying = cluster.regions.get(random.nextInt(3));
      dying.crash(random.nextBoolean());
      cluster.world.runMs(random.nextInt(3_000));
      dying.start();
    }
    cluster.network.heal();
    cluster.await(
        "up again",
        () ->
            cluster.regions.stream()
                .allMatch(region -> region.phase() == SimulatedRegion.Phase.UP));
    REGIONS.stream()
        .filter(region -> !staying.contains(region))
        .forEach(leaver -> cluster.await(leaver + " leaves", () -> cluster.hasLeft(leaver)));
    cluster.clients.forEach(SimulatedClient::stop);
    cluster.await(
        "equal digests", () -> staying.stream().map(cluster::digests).distinct().count() == 1);
    cluster.world.runMs(SETTLE_MS); // Digests say nothing of deletions that are under way.
    staying.forEach(cluster::requireAll);
    for (Region region : staying) {
      assertEquals(
          TableStatus.ACTIVE,
          Objects.requireNonNull(cluster.table(region)).status(),
          region.name());
    }
  }
}
