package io.antipode.node.replica;

import static io.antipode.node.replica.Replicas.IRELAND;
import static io.antipode.node.replica.Replicas.ORDERS;
import static io.antipode.node.replica.Replicas.REGIONS;
import static io.antipode.node.replica.Replicas.SINGAPORE;
import static io.antipode.node.replica.Replicas.VIRGINIA;
import static io.antipode.node.replica.Replicas.present;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import org.junit.jupiter.api.Test;

/** Replicas that come: any region adds any other, whatever got lost. */
class ReplicaMembershipTest {
  private final Replicas world = new Replicas();

  @Test
  void aNewReplicaIsCreatingUntilSeededAndHasAStreamOfItsOwn() {
    world.create(VIRGINIA, ORDERS, "Orders");
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.now += 5;
    world.deliver();
    TableDescriptor fresh = present(world.table(IRELAND));
    assertEquals(TableStatus.CREATING, fresh.status());
    assertEquals(ReplicaDescriptor.Status.CREATING, world.status(VIRGINIA, IRELAND));
    assertNotEquals(present(fresh.stream()), present(present(world.table(VIRGINIA)).stream()));

    world.at(IRELAND).onSeeded(ORDERS);
    world.deliver();
    assertEquals(TableStatus.ACTIVE, present(world.table(IRELAND)).status());
    assertEquals(ReplicaDescriptor.Status.ACTIVE, world.status(VIRGINIA, IRELAND));
  }

  @Test
  void anyRegionMayAddAnother() {
    world.threeReplicas();
    for (Region from : REGIONS) {
      for (Region of : REGIONS) {
        assertEquals(ReplicaDescriptor.Status.ACTIVE, world.status(from, of));
      }
    }
  }

  @Test
  void aTakenNameFailsTheReplicaAndLeavesTheOtherTableAlone() {
    world.create(VIRGINIA, ORDERS, "Orders");
    world.create(IRELAND, 8, "Orders");
    TableDescriptor other = world.named(IRELAND, "Orders");
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    assertEquals(ReplicaDescriptor.Status.CREATION_FAILED, world.status(VIRGINIA, IRELAND));
    assertEquals(other, world.named(IRELAND, "Orders"));
    assertNull(world.table(IRELAND));
  }

  @Test
  void aRegionThatIsLostTwiceIsSeededTwiceWhateverItsPeersHaveHeard() {
    Replicas run = world.threeReplicas();
    run.begin(IRELAND);
    run.reconnect();
    run.deliver();
    assertEquals(TableStatus.CREATING, present(run.table(IRELAND)).status());
    run.at(IRELAND).onSeeded(ORDERS);
    run.underWay.removeIf(message -> message.to().equals(SINGAPORE));
    run.arrive(run.underWay.removeFirst());
    run.underWay.clear();
    // Now Virginia knows that Ireland is whole, and Singapore does not.
    run.begin(IRELAND);
    run.meet(IRELAND, SINGAPORE);
    run.meet(IRELAND, VIRGINIA);
    TableDescriptor there = present(run.table(IRELAND));
    assertEquals(TableStatus.CREATING, there.status());
    assertEquals(
        ReplicaDescriptor.Status.CREATING, present(there.replicas().get(IRELAND)).status());
    run.at(IRELAND).onSeeded(ORDERS);
    assertEquals(TableStatus.ACTIVE, present(run.table(IRELAND)).status());
  }

  @Test
  void garbageIsDropped() {
    world.at(VIRGINIA).onControl(IRELAND, new byte[] {1, 2, 3});
    assertNull(world.table(VIRGINIA));
  }
}
