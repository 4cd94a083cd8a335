package io.antipode.node.replica;

import static io.antipode.node.replica.Replicas.IRELAND;
import static io.antipode.node.replica.Replicas.ORDERS;
import static io.antipode.node.replica.Replicas.SINGAPORE;
import static io.antipode.node.replica.Replicas.VIRGINIA;
import static io.antipode.node.replica.Replicas.join;
import static io.antipode.node.replica.Replicas.present;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.ReplicaDescriptor.Status;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Replicas that become tables of their own. Ireland leaves. */
class DisassociationTest {
  private final Replicas world = new Replicas();

  private void unprotect(Region region) {
    join(world.at(region).update(ORDERS, here -> Disassociation.protect(region, here, false)));
    world.deliver();
  }

  private void leave(Region region) {
    world.change(region, new ReplicaChange.Disassociate(region.name()));
  }

  /** Ireland has left the two others. */
  private void apart() {
    world.threeReplicas();
    unprotect(IRELAND);
    leave(IRELAND);
    world.deliver();
    world.drained(IRELAND);
  }

  private String refusal(Region region, ReplicaChange change) {
    CompletionException failed =
        assertThrows(CompletionException.class, () -> world.change(region, change));
    return String.valueOf(present(failed.getCause()).getMessage());
  }

  private boolean isApart() {
    return present(world.named(IRELAND, "Orders")).isApart(IRELAND);
  }

  @Test
  void itGoesOnAsAMemberUntilThereIsNothingToWaitFor() {
    world.threeReplicas();
    unprotect(IRELAND);
    leave(IRELAND);
    world.deliver();
    assertEquals(TableStatus.ACTIVE, present(world.table(IRELAND)).status());
    assertEquals(Status.UPDATING, world.status(VIRGINIA, IRELAND));
    assertTrue(present(world.table(SINGAPORE)).replicatesTo(IRELAND));
    assertTrue(present(world.table(IRELAND)).replicatesTo(IRELAND));

    world.drained(IRELAND);
    assertTrue(isApart());
    assertEquals(TableStatus.ACTIVE, present(world.table(IRELAND)).status());
    assertFalse(present(world.table(IRELAND)).replicatesBeyond(IRELAND));
    assertEquals(Status.GONE, world.status(VIRGINIA, IRELAND));
    assertFalse(present(world.table(SINGAPORE)).replicatesTo(IRELAND));
    assertTrue(present(world.table(SINGAPORE)).replicatesTo(VIRGINIA), "the others stay together");
    assertTrue(present(world.table(IRELAND)).local().disassociationProtection(), "as it was born");
  }

  @Test
  void ofTwoReplicasBothAreTablesOfTheirOwn() {
    apart();
    unprotect(VIRGINIA);
    leave(VIRGINIA);
    world.deliver();
    world.drained(VIRGINIA);
    assertFalse(present(world.table(SINGAPORE)).replicatesBeyond(SINGAPORE));
    assertFalse(present(world.table(VIRGINIA)).replicatesBeyond(VIRGINIA));
    assertTrue(present(world.table(VIRGINIA)).isApart(VIRGINIA));
    assertEquals(TableStatus.ACTIVE, present(world.table(SINGAPORE)).status());
  }

  @Test
  void whatTheOthersSayLaterIsNothingToIt() {
    apart();
    long version = present(world.table(IRELAND)).shared().version();
    join(
        world
            .at(VIRGINIA)
            .update(
                ORDERS,
                here ->
                    here.withShared(
                        here.shared().withVersion(world.at(VIRGINIA).nextVersion(here)))));
    world.reconnect();
    world.deliver();
    assertEquals(version, present(world.table(IRELAND)).shared().version());
    assertTrue(isApart());
    assertEquals(Status.GONE, world.status(SINGAPORE, IRELAND));
  }

  @Test
  void thatItHasLeftIsSaidAgainWhereThatWasLost() {
    world.threeReplicas();
    unprotect(IRELAND);
    leave(IRELAND);
    world.deliver();
    world.at(IRELAND).onDrained(ORDERS);
    world.underWay.clear();
    assertEquals(Status.UPDATING, world.status(VIRGINIA, IRELAND));
    world.reconnect();
    world.deliver();
    assertEquals(Status.GONE, world.status(VIRGINIA, IRELAND));
    assertEquals(Status.GONE, world.status(SINGAPORE, IRELAND));
    assertTrue(isApart());
  }

  @Test
  void aRemovalThatCrossesItTakesNoTableAway() {
    world.threeReplicas();
    unprotect(IRELAND);
    leave(IRELAND);
    world.underWay.clear();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    List<Replicas.Message> removal = List.copyOf(world.underWay);
    world.underWay.clear();
    world.at(IRELAND).onDrained(ORDERS);
    world.underWay.clear();
    removal.forEach(world::arrive);
    world.deliver();
    assertTrue(isApart());
    assertEquals(Status.GONE, world.status(VIRGINIA, IRELAND));
  }

  @Test
  void noReplicaIsMadeInItsPlace() {
    apart();
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    assertTrue(isApart());
    assertEquals(Status.CREATION_FAILED, world.status(VIRGINIA, IRELAND));
  }

  @Test
  void itCanBeDeletedAndThenThereIsRoomForAReplica() {
    apart();
    join(world.at(IRELAND).deleteHere(ORDERS));
    world.deliver();
    assertNull(world.named(IRELAND, "Orders"));
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    assertEquals(TableStatus.CREATING, present(world.named(IRELAND, "Orders")).status());
  }

  @Test
  void onlyTheLocalReplicaOfAGlobalTableThatIsNotProtectedLeaves() {
    world.create(VIRGINIA, ORDERS, "Orders");
    assertEquals(
        "Replica specified in the Replica Update or Replica Delete action of the request was not"
            + " found.",
        refusal(VIRGINIA, new ReplicaChange.Disassociate("us-east-1")));
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    assertEquals(
        "Attempt to change a resource which is still in use: Table is being updated: Orders",
        refusal(VIRGINIA, new ReplicaChange.Disassociate("us-east-1")));
    world.at(IRELAND).onSeeded(ORDERS);
    world.deliver();
    assertEquals(
        "Only the local replica can be disassociated. Send the request to the Region of the"
            + " replica: eu-west-1",
        refusal(VIRGINIA, new ReplicaChange.Disassociate("eu-west-1")));
    assertEquals(
        "Replica cannot be disassociated as it is currently protected against disassociation."
            + " Disable disassociation protection first.",
        refusal(VIRGINIA, new ReplicaChange.Disassociate("us-east-1")));
    unprotect(VIRGINIA);
    leave(VIRGINIA);
    world.deliver();
    assertEquals(
        "Attempt to change a resource which is still in use: Table is being updated: Orders",
        refusal(VIRGINIA, new ReplicaChange.Disassociate("us-east-1")));
    assertEquals(
        "Attempt to change a resource which is still in use: Table is being updated: Orders",
        refusal(IRELAND, new ReplicaChange.Delete("us-east-1")));
  }
}
