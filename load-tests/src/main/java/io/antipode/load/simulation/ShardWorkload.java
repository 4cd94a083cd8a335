package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.History;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.workload.Run;
import io.antipode.load.workload.TableSpec;
import io.antipode.load.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * The workload {@code shards}: clients in every region that call actions of its shards themselves
 * ({@link SimulatedClient}), on tables that are there from the start. One is replicated by all
 * regions; each region has one of its own, half of them with a stream; and where replicas are to be
 * removed, one is there for that. The run's settings say how many clients and keys there are.
 */
final class ShardWorkload implements Workload {
  private final Settings settings;
  private final List<SimulatedTable> tables = new ArrayList<>();
  private final List<SimulatedClient> clients = new ArrayList<>();

  ShardWorkload(Plan plan) {
    settings = plan.settings();
    List<Region> regions = plan.scenario().cluster().regions();
    tables.add(SimulatedTable.replicated(regions));
    if (plan.faults().stream().anyMatch(fault -> fault.kind() == FaultType.REMOVE_REPLICA)) {
      tables.add(SimulatedTable.moving(regions));
    }
    for (Region region : regions) {
      boolean streamed = new Draws(plan.seed()).oneIn("stream of " + region + "'s own table", 2);
      tables.add(SimulatedTable.ofOne(region, streamed));
    }
  }

  /** Its tables, for those who look from within. */
  List<SimulatedTable> fromTheStart() {
    return tables;
  }

  /** Makes its clients; to be called before {@link #start}. */
  void on(World world, List<SimulatedRegion> regions, History history) {
    for (SimulatedRegion region : regions) {
      for (SimulatedTable table : region.tables()) {
        if (tables.contains(table)) {
          int count = table.isReplicated() && !table.isMoving() ? settings.clients() : 1;
          for (int number = 0; number < count; number++) {
            clients.add(new SimulatedClient(world, region, table, number, history, settings));
          }
        }
      }
    }
  }

  @Override
  public void prepare(Run run, Runnable ready) {
    ready.run();
  }

  /** None that a client could read in the end: not every region has each. */
  @Override
  public List<TableSpec> tables() {
    return List.of();
  }

  @Override
  public void start(Run run) {
    clients.forEach(SimulatedClient::start);
  }

  @Override
  public void stop() {
    clients.forEach(SimulatedClient::stop);
  }

  @Override
  public boolean endsSessionsWithProcess() {
    return true;
  }
}
