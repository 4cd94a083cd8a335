package io.antipode.load.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.load.workload.Reply;
import io.antipode.node.region.RegionNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An administrator who takes replicas of the moving table away while it is written to, and adds
 * them again: by its own region or by another one, whatever is cut off meanwhile. One replica is
 * away at a time, so that nothing is lost but what a disk loses; in the end all are there.
 */
final class Moves {
  private static final int AGAIN_MS = 200;
  private static final String TABLE = "{\"TableName\":\"" + SimulatedTable.MOVING + "\"";

  private final World world;
  private final List<SimulatedRegion> regions;
  private final List<SimulatedApi> apis = new ArrayList<>();

  /** The region whose replica is away, or on its way. */
  private @Nullable SimulatedRegion away;

  Moves(World world, List<SimulatedRegion> regions) {
    this.world = world;
    this.regions = regions;
    regions.forEach(region -> apis.add(new SimulatedApi(world, region::execute)));
  }

  /** Takes a replica away, and adds it again when the fault ends; not where one is away already. */
  void remove(Fault fault) {
    if (away != null || !regions.stream().allMatch(this::showsAll)) {
      return;
    }
    SimulatedRegion leaver = regions.get(fault.victim());
    away = leaver;
    if (fault.drawFrom("by its own region", 3) == 0) {
      ask(fault.victim(), "DeleteTable", "");
    } else {
      ask(fault.other(), "UpdateTable", change("Delete", leaver));
    }
    world.afterMs(fault.forMs(), this::bring);
  }

  /** Asks for the replica again and again, until it is there. */
  private void bring() {
    SimulatedRegion wanted = away;
    if (wanted == null) {
      return;
    }
    if (regions.stream().allMatch(this::showsAll)) {
      world.note(wanted, "has the moving table again");
      away = null;
      return;
    }
    for (int number = 0; number < regions.size(); number++) {
      SimulatedRegion region = regions.get(number);
      TableDescriptor table = tableIn(region);
      if (region != wanted && table != null && !table.replicatesTo(wanted.region())) {
        ask(number, "UpdateTable", change("Create", wanted));
        break;
      }
    }
    world.afterMs(AGAIN_MS, this::bring);
  }

  /**
   * From now on every replica is to be there: a removal that was asked of a region that stood still
   * may be carried out later than it was taken back.
   */
  void heal() {
    for (int number = 0; number < regions.size(); number++) {
      TableDescriptor table = tableIn(regions.get(number));
      for (SimulatedRegion wanted : regions) {
        if (table != null && !table.replicatesTo(wanted.region())) {
          ask(number, "UpdateTable", change("Create", wanted));
          table = null;
        }
      }
    }
    world.afterMs(AGAIN_MS, this::heal);
  }

  private static String change(String what, SimulatedRegion region) {
    return ",\"ReplicaUpdates\":[{\"%s\":{\"RegionName\":\"%s\"}}]".formatted(what, region);
  }

  private void ask(int number, String action, String members) {
    world.note(regions.get(number), action + members);
    apis.get(number).call(action, (TABLE + members + "}").getBytes(UTF_8), (Reply reply) -> {});
  }

  private static @Nullable TableDescriptor tableIn(SimulatedRegion region) {
    RegionNode node = region.node();
    return node == null ? null : node.table(SimulatedTable.MOVING);
  }

  private boolean showsAll(SimulatedRegion region) {
    TableDescriptor table = tableIn(region);
    return table != null
        && regions.stream()
            .allMatch(
                each -> {
                  ReplicaDescriptor replica = table.replicas().get(each.region());
                  return replica != null && replica.status() == ReplicaDescriptor.Status.ACTIVE;
                });
  }
}
