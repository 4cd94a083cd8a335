package io.antipode.node.storage.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.cluster.topology.Region;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatermarksTest {
  private static final Region HERE = new Region("us-east-1");
  private static final Region THERE = new Region("eu-west-1");
  private static final Region NEW = new Region("ap-south-1");

  private final Watermarks watermarks = new Watermarks(Map.of(HERE, 5L, THERE, 7L));

  @Test
  void nothingIsKnownOfARegionThatNeverCame() {
    assertEquals(0, watermarks.of(NEW));
  }

  @Test
  void timesOnlyRise() {
    watermarks.reached(HERE, 9);
    watermarks.reached(THERE, 6);
    assertEquals(Map.of(HERE, 9L, THERE, 7L), watermarks.sum());
  }

  @Test
  void aRegionMayComeLater() {
    watermarks.reached(NEW, 3);
    assertEquals(3, watermarks.of(NEW));
    assertEquals(Map.of(HERE, 5L, THERE, 7L, NEW, 3L), watermarks.sum());
  }
}
