package io.antipode.node.replica;

import static io.antipode.node.replica.Replicas.ORDERS;
import static io.antipode.node.replica.Replicas.REGIONS;
import static io.antipode.node.replica.Replicas.join;
import static io.antipode.node.replica.Replicas.present;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.ReplicatedTable;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiException;
import java.util.Random;
import java.util.concurrent.CompletionException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens to messages, regions agree in the end. */
class ReplicaAgreementTest {
  /** Messages are lost, repeated and reordered while regions change things; then all reconnect. */
  @Property(tries = 150)
  void regionsAgreeOnceTheyHaveReconnected(@ForAll long seed) {
    Replicas run = new Replicas().threeReplicas();
    Random random = new Random(seed);
    for (int step = 0; step < 40; step++) {
      run.now += random.nextInt(3);
      Region region = REGIONS.get(random.nextInt(3));
      String other = REGIONS.get(random.nextInt(3)).name();
      switch (random.nextInt(10)) {
        case 0 -> attempt(run, region, new ReplicaChange.Create(other));
        case 1 -> attempt(run, region, new ReplicaChange.Delete(other));
        case 2 -> settings(run, region, random.nextInt(100));
        case 3 -> run.at(region).onSeeded(ORDERS);
        case 4 -> run.at(region).onDrained(ORDERS);
        case 5 -> protection(run, region, random.nextBoolean());
        default -> hazard(run, random);
      }
    }
    run.underWay.clear();
    run.reconnect();
    run.deliver();
    assertAgreed(run);
    REGIONS.forEach(run::drained);
    assertAgreed(run);
    for (Region region : REGIONS) {
      TableDescriptor table = run.named(region, "Orders");
      assertTrue(table == null || table.status() != TableStatus.DELETING, "it would stay for ever");
    }
  }

  private static void assertAgreed(Replicas run) {
    ReplicatedTable agreed = null;
    for (Region region : REGIONS) {
      ReplicatedTable state = ReplicatedTable.of(present(run.table(region)));
      boolean alive = run.named(region, "Orders") != null;
      assertEquals(present(run.table(region)).replicatesTo(region), alive);
      if (alive) {
        assertEquals(agreed == null ? state : agreed, state);
        agreed = state;
      }
    }
  }

  private static void hazard(Replicas run, Random random) {
    if (run.underWay.isEmpty()) {
      return;
    }
    Replicas.Message message = run.underWay.get(random.nextInt(run.underWay.size()));
    boolean lost = random.nextInt(4) == 0;
    boolean repeated = random.nextInt(4) == 0;
    if (!repeated) {
      run.underWay.remove(message);
    }
    if (!lost) {
      run.arrive(message);
    }
  }

  private static void attempt(Replicas run, Region region, ReplicaChange change) {
    try {
      run.change(region, change);
    } catch (CompletionException e) {
      assertTrue(e.getCause() instanceof ApiException, String.valueOf(e.getCause()));
    }
  }

  private static void protection(Replicas run, Region region, boolean protect) {
    if (run.named(region, "Orders") != null) {
      join(run.at(region).update(ORDERS, table -> run.at(region).withProtection(table, protect)));
    }
  }

  private static void settings(Replicas run, Region region, int units) {
    if (run.named(region, "Orders") != null) {
      join(
          run.at(region)
              .update(
                  ORDERS,
                  table ->
                      table.withShared(
                          table
                              .shared()
                              .withBilling(BillingMode.PROVISIONED, new Throughput(units, units))
                              .withVersion(run.at(region).nextVersion(table)))));
    }
  }
}
