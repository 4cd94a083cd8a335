package io.antipode.replication.region;

import static io.antipode.replication.region.Cluster.AP;
import static io.antipode.replication.region.Cluster.EU;
import static io.antipode.replication.region.Cluster.US;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ReplicaDescriptor.Status;
import io.antipode.cluster.catalog.TableDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a new replica is whole: what the regions that hold the table have delivered of it. */
class SeedTrackerTest {
  private static final int SHARDS = 2;
  private static final long TAG = 7;

  private final List<Long> seeded = new ArrayList<>();
  private final SeedTracker tracker = new SeedTracker(EU, SHARDS, seeded::add);
  private final TableDescriptor table =
      Cluster.activeIn(List.of(AP, EU, US))
          .withReplicas(
              Map.of(
                  AP, new ReplicaDescriptor(AP, Status.ACTIVE, 1),
                  EU, new ReplicaDescriptor(EU, Status.CREATING, TAG),
                  US, new ReplicaDescriptor(US, Status.CREATING, 2)));

  @Test
  void aTableIsSeededOnceEveryActiveReplicaHasDeliveredEveryShard() {
    tracker.onCatalog(CatalogView.of(List.of(table)));
    tracker.done(table.id(), TAG, AP, 0);
    assertEquals(List.of(), seeded);
    tracker.done(table.id(), TAG, AP, 1);
    assertEquals(List.of(table.id()), seeded);
    tracker.done(table.id(), TAG, AP, 1);
    assertEquals(List.of(table.id()), seeded, "told once");
  }

  @Test
  void whatComesLateOfAnEarlierSeedTakesNothingBack() {
    tracker.onCatalog(CatalogView.of(List.of(table)));
    tracker.done(table.id(), TAG - 1, AP, 0);
    tracker.done(table.id(), TAG, AP, 0);
    tracker.done(table.id(), TAG - 1, AP, 1);
    assertEquals(List.of(), seeded);
    tracker.done(table.id(), TAG, AP, 1);
    assertEquals(List.of(table.id()), seeded);
  }
}
