package io.antipode.cluster.placement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {
  private static final NodeId ONE = new NodeId("n1");
  private static final NodeId TWO = new NodeId("n2");
  private static final Placement SPREAD =
      new Placement(
          new PlacementEpoch(7),
          List.of(new ReplicaSet(List.of(ONE, TWO)), new ReplicaSet(List.of(TWO))));

  @Test
  void theFormIsFixedToTheByte() {
    assertEquals("1 7 n1,n2 n2", new String(SPREAD.encode(), UTF_8));
    assertEquals(SPREAD, Placement.decode(SPREAD.encode()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 7", "2 7 n1", "1 0 n1", "1 7 n1,n1", "1 7 ", "1 7 n1 "})
  void anythingElseIsRefused(String encoded) {
    byte[] bytes = encoded.getBytes(UTF_8);
    assertThrows(IllegalArgumentException.class, () -> Placement.decode(bytes));
  }

  @Test
  void aNodeHoldsTheShardsThatNameIt() {
    assertEquals(List.of(new ShardId(0), new ShardId(1)), SPREAD.heldBy(TWO));
    assertEquals(List.of(new ShardId(0)), SPREAD.heldBy(ONE));
    assertEquals(TWO, SPREAD.holders(new ShardId(1)).preferred());
  }

  @Test
  void onlyALaterEpochSupersedes() {
    Placement first = Placement.onOneNode(ONE, 2);
    assertTrue(SPREAD.supersedes(first));
    assertFalse(first.supersedes(SPREAD));
    assertFalse(SPREAD.supersedes(SPREAD));
  }
}
