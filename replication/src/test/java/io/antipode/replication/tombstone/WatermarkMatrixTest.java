package io.antipode.replication.tombstone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.cluster.topology.Region;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatermarkMatrixTest {
  private static final Region AP = new Region("ap-southeast-1");
  private static final Region EU = new Region("eu-west-1");
  private static final Region US = new Region("us-east-1");

  private final WatermarkMatrix matrix = new WatermarkMatrix(EU, origin -> 50);

  @Test
  void aRegionNeverHeardOfHoldsEverything() {
    matrix.heard(US, Map.of(EU, 40L, US, 60L, AP, 40L));
    assertEquals(40, matrix.minimum(List.of(EU, US)));
    assertEquals(0, matrix.minimum(List.of(EU, US, AP)));
  }

  @Test
  void theMinimumIsOverEveryRegionAndEveryOrigin() {
    matrix.heard(US, Map.of(EU, 40L, US, 60L, AP, 45L));
    matrix.heard(AP, Map.of(EU, 30L, US, 20L, AP, 70L));
    assertEquals(20, matrix.minimum(List.of(EU, US, AP)));
    assertEquals(0, matrix.minimum(List.of()));
  }

  @Test
  void whatARegionTellsReplacesWhatItToldBefore() {
    matrix.heard(US, Map.of(EU, 40L));
    matrix.heard(US, Map.of(EU, 35L));
    assertEquals(35, matrix.appliedBy(US, EU));
    assertEquals(50, matrix.appliedBy(EU, US));
  }
}
