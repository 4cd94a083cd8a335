package io.antipode.replication.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.link.LinkFault;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/**
 * Whatever happens (cuts one way or both, loss, reordering, delay, restarts, short logs, skewed
 * clocks), once all is well again the regions hold the same, and of each item the write with the
 * greatest version.
 */
class RandomConvergenceTest {
  /** Without comparisons: these would mend what the protocol breaks. */
  private static final ReplicationOptions SMALL =
      ReplicationOptions.DEFAULT
          .withBytes(300, 1_000)
          .withTombstoneGraceMs(0)
          .withCompareTicks(Integer.MAX_VALUE);

  private record Written(Version version, @Nullable String value) {}

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void regionsConvergeOnTheGreatestVersions(@ForAll long seed) {
    Cluster cluster = Cluster.started(seed, SMALL);
    Random random = cluster.world.random;
    Map<String, Written> greatest = new HashMap<>();
    Set<Region> down = new HashSet<>();
    for (int step = 0; step < 250; step++) {
      Cluster.Node node = cluster.nodes().get(random.nextInt(3));
      int dice = random.nextInt(100);
      if (dice < 80) {
        if (!down.contains(node.region)) {
          String key = "key" + random.nextInt(30);
          String value = random.nextInt(4) == 0 ? null : "value" + step;
          Version version = value == null ? node.delete(key) : node.put(key, value);
          Written before = greatest.get(key);
          if (before == null || version.beats(before.version)) {
            greatest.put(key, new Written(version, value));
          }
        }
      } else if (dice < 92) {
        disturb(node, random, down);
      } else if (dice < 96) {
        if (down.remove(node.region)) {
          node.start();
        } else {
          down.add(node.region);
          node.stop();
        }
      } else if (dice < 98) {
        node.shards.forEach(FakeShard::truncateLog);
      } else {
        node.skewMs = random.nextInt(2_000) - 1_000L;
      }
      cluster.run(random.nextInt(300));
    }
    cluster.nodes().forEach(node -> node.skewMs = 0);
    down.forEach(region -> cluster.node(region).start());
    cluster.heal();
    cluster.run(20_000);
    cluster.assertConverged();
    greatest.forEach(
        (key, written) ->
            assertEquals(written.value, cluster.node(Cluster.US).get(key), "seed " + seed));
  }

  private static void disturb(Cluster.Node node, Random random, Set<Region> down) {
    if (down.contains(node.region)) {
      return;
    }
    Region peer = Cluster.REGIONS.get(random.nextInt(3));
    if (peer.equals(node.region)) {
      return;
    }
    node.links()
        .set(
            peer,
            switch (random.nextInt(5)) {
              case 0 -> LinkFault.CUT;
              case 1 -> new LinkFault(random.nextBoolean(), random.nextBoolean(), 0, 0, 0, 0);
              case 2 -> LinkFault.lossy(random.nextDouble() / 5, random.nextDouble() / 5);
              case 3 -> LinkFault.delayed(random.nextInt(500), random.nextInt(200));
              default -> LinkFault.NONE;
            });
  }
}
