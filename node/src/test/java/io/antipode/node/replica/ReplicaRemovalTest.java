package io.antipode.node.replica;

import static io.antipode.node.replica.Replicas.IRELAND;
import static io.antipode.node.replica.Replicas.ORDERS;
import static io.antipode.node.replica.Replicas.REGIONS;
import static io.antipode.node.replica.Replicas.SINGAPORE;
import static io.antipode.node.replica.Replicas.VIRGINIA;
import static io.antipode.node.replica.Replicas.join;
import static io.antipode.node.replica.Replicas.present;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import org.junit.jupiter.api.Test;

/** Replicas that go, and those that come back. */
class ReplicaRemovalTest {
  private final Replicas world = new Replicas();

  @Test
  void aRemovedReplicaStaysUntilItIsDrained() {
    world.threeReplicas();
    world.change(SINGAPORE, new ReplicaChange.Delete("eu-west-1"));
    world.deliver();
    assertEquals(TableStatus.DELETING, present(world.named(IRELAND, "Orders")).status());
    for (Region region : REGIONS) {
      assertEquals(ReplicaDescriptor.Status.DELETING, world.status(region, IRELAND));
      assertTrue(present(world.table(region)).replicatesTo(IRELAND), "it still replicates");
    }
    world.reconnect();
    world.deliver();
    assertEquals(TableStatus.DELETING, present(world.named(IRELAND, "Orders")).status());
    world.at(VIRGINIA).onDrained(ORDERS);
    assertEquals(TableStatus.ACTIVE, present(world.table(VIRGINIA)).status(), "it does not leave");

    world.drained(IRELAND);
    assertNull(world.named(IRELAND, "Orders"));
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(SINGAPORE, IRELAND));
    assertFalse(present(world.table(VIRGINIA)).replicatesTo(IRELAND));
    assertTrue(present(world.table(VIRGINIA)).replicatesTo(SINGAPORE));

    world.at(IRELAND).onSeeded(ORDERS);
    world.reconnect();
    world.deliver();
    assertNull(world.named(IRELAND, "Orders"), "late news revive nothing");
  }

  @Test
  void aRemovedReplicaCanComeBack() {
    world.threeReplicas();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.deliver();
    world.drained(IRELAND);
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    assertEquals(TableStatus.CREATING, present(world.named(IRELAND, "Orders")).status());
  }

  @Test
  void aReplicaOfARegionThatIsGoneForGoodIsRemovedByTheSecondAttempt() {
    world.threeReplicas();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.underWay.removeIf(message -> message.to().equals(IRELAND));
    world.deliver();
    assertEquals(ReplicaDescriptor.Status.DELETING, world.status(SINGAPORE, IRELAND));
    world.change(SINGAPORE, new ReplicaChange.Delete("eu-west-1"));
    world.underWay.removeIf(message -> message.to().equals(IRELAND));
    world.deliver();
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(VIRGINIA, IRELAND));

    world.reconnect();
    world.deliver();
    assertNull(world.named(IRELAND, "Orders"), "it is dropped when it comes back after all");
  }

  @Test
  void theSecondAttemptEndsADrainThatIsUnderWay() {
    world.threeReplicas();
    for (int attempt = 0; attempt < 2; attempt++) {
      world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
      world.deliver();
    }
    assertNull(world.named(IRELAND, "Orders"));
  }

  @Test
  void aReplicaThatIsWantedAgainWhileItDrainsIsSeededAgain() {
    world.threeReplicas();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.deliver();
    // Ireland is cut off; it is given up, and wanted back.
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.underWay.clear();
    world.meet(VIRGINIA, IRELAND);
    assertEquals(TableStatus.CREATING, present(world.named(IRELAND, "Orders")).status());
    world.drained(IRELAND);
    world.at(IRELAND).onSeeded(ORDERS);
    world.deliver();
    assertEquals(TableStatus.ACTIVE, present(world.named(IRELAND, "Orders")).status());
    assertEquals(ReplicaDescriptor.Status.ACTIVE, world.status(VIRGINIA, IRELAND));
  }

  @Test
  void aRegionThatWasLostHasNothingToDrain() {
    world.threeReplicas();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.underWay.removeIf(message -> message.to().equals(IRELAND));
    world.deliver();
    world.begin(IRELAND);
    world.reconnect();
    world.deliver();
    assertNull(world.table(IRELAND));
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(VIRGINIA, IRELAND));
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(SINGAPORE, IRELAND));
  }

  @Test
  void aReplicaThatNeverCameAboutIsGoneAtOnce() {
    world.create(VIRGINIA, ORDERS, "Orders");
    world.create(IRELAND, 8, "Orders");
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(VIRGINIA, IRELAND));
  }

  @Test
  void deletingATableTakesOnlyThatRegionOut() {
    world.threeReplicas();
    join(world.at(VIRGINIA).deleteHere(ORDERS));
    world.deliver();
    assertEquals(TableStatus.DELETING, present(world.named(VIRGINIA, "Orders")).status());
    assertEquals(ReplicaDescriptor.Status.DELETING, world.status(IRELAND, VIRGINIA));

    world.drained(VIRGINIA);
    assertNull(world.named(VIRGINIA, "Orders"));
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(IRELAND, VIRGINIA));
    assertEquals(TableStatus.ACTIVE, present(world.named(IRELAND, "Orders")).status());
  }

  @Test
  void theLastReplicaThatStaysIsDeletedAtOnce() {
    world.threeReplicas();
    join(world.at(VIRGINIA).deleteHere(ORDERS));
    world.deliver();
    join(world.at(SINGAPORE).deleteHere(ORDERS));
    world.deliver();
    assertEquals(TableStatus.DELETING, present(world.named(SINGAPORE, "Orders")).status());
    join(world.at(IRELAND).deleteHere(ORDERS));
    assertNull(world.named(IRELAND, "Orders"), "it need not wait for those that leave too");
  }

  @Test
  void aRemovalThatCrossesTheEndOfSeedingWins() {
    world.create(VIRGINIA, ORDERS, "Orders");
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.now += 1_000;
    world.at(IRELAND).onSeeded(ORDERS);
    world.deliver();
    assertEquals(TableStatus.DELETING, present(world.named(IRELAND, "Orders")).status());
    assertEquals(ReplicaDescriptor.Status.DELETING, world.status(VIRGINIA, IRELAND));
  }

  @Test
  void aReplicaThatIsStillBeingSeededHasNothingToDrain() {
    world.create(VIRGINIA, ORDERS, "Orders");
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.deliver();
    assertNull(world.named(IRELAND, "Orders"));
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(VIRGINIA, IRELAND));
  }
}
