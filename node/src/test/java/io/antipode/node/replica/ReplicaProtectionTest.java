package io.antipode.node.replica;

import static io.antipode.node.replica.Replicas.IRELAND;
import static io.antipode.node.replica.Replicas.ORDERS;
import static io.antipode.node.replica.Replicas.REGIONS;
import static io.antipode.node.replica.Replicas.VIRGINIA;
import static io.antipode.node.replica.Replicas.join;
import static io.antipode.node.replica.Replicas.present;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * Each region protects its own replica; the others know, and refuse to remove it in the words that
 * AWS was seen to use.
 */
class ReplicaProtectionTest {
  private static final ReplicaChange REMOVAL = new ReplicaChange.Delete("eu-west-1");
  private static final String REFUSED =
      "Cannot delete table Orders in region eu-west-1 because it has deletion protection enabled."
          + " Disable deletion protection first.";

  private final Replicas world = new Replicas().threeReplicas();

  private void protect(Region region, boolean protect) {
    join(world.at(region).update(ORDERS, table -> world.at(region).withProtection(table, protect)));
  }

  private String refusal() {
    CompletionException refused =
        assertThrows(CompletionException.class, () -> world.change(VIRGINIA, REMOVAL));
    return String.valueOf(present(refused.getCause()).getMessage());
  }

  @Test
  void theRemovalOfAProtectedReplicaIsRefusedAndChangesNothing() {
    protect(IRELAND, true);
    world.deliver();
    TableDescriptor before = present(world.table(VIRGINIA));
    assertEquals(REFUSED, refusal());
    assertEquals(before, world.table(VIRGINIA));
    assertTrue(world.underWay.isEmpty());
  }

  @Test
  void protectionIsEachRegionsOwn() {
    protect(VIRGINIA, true);
    world.deliver();
    world.change(VIRGINIA, REMOVAL);
    world.deliver();
    world.drained(IRELAND);
    assertNull(world.named(IRELAND, "Orders"));
  }

  @Test
  void whereProtectionIsOffAgainTheReplicaGoes() {
    protect(IRELAND, true);
    protect(IRELAND, false);
    world.deliver();
    world.change(VIRGINIA, REMOVAL);
    world.deliver();
    assertEquals(ReplicaDescriptor.Status.DELETING, world.status(VIRGINIA, IRELAND));
  }

  @Test
  void aRemovalByOneWhoHasNotHeardIsTakenBackAndTheNextIsRefused() {
    protect(IRELAND, true);
    world.underWay.clear();
    world.change(VIRGINIA, REMOVAL);
    world.deliver();
    for (Region region : REGIONS) {
      assertEquals(ReplicaDescriptor.Status.ACTIVE, world.status(region, IRELAND));
    }
    assertEquals(REFUSED, refusal());
  }

  @Test
  void protectionFromBeforeEntriesToldOfItIsToldWhenRegionsMeet() {
    join(
        world
            .at(IRELAND)
            .update(ORDERS, table -> table.withLocal(table.local().withDeletionProtection(true))));
    world.deliver();
    world.reconnect();
    world.deliver();
    assertEquals(REFUSED, refusal());
  }

  @Test
  void aTableThatWasProtectedBeforeItWasReplicatedIsKnownToBe() {
    Replicas fresh = new Replicas();
    fresh.create(IRELAND, ORDERS, "Orders");
    join(fresh.at(IRELAND).update(ORDERS, table -> fresh.at(IRELAND).withProtection(table, true)));
    fresh.change(IRELAND, new ReplicaChange.Create("us-east-1"));
    fresh.deliver();
    assertTrue(present(fresh.table(VIRGINIA)).isProtectedIn(IRELAND));
  }
}
