package io.antipode.node.replica;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.HandLoop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ControlInquiryTest {
  private static final Region HERE = new Region("us-east-1");
  private static final Region THERE = new Region("eu-west-1");

  private static final TableDescriptor TABLE = Replicas.table(7, "Orders", 1_000);
  private static final TableDescriptor NAMESAKE = Replicas.table(8, "Orders", 1_000);

  private final HandLoop loop = new HandLoop();
  private final Set<Region> connected = new HashSet<>(Set.of(THERE));
  private final Map<Region, String> troubles = new HashMap<>();
  private final List<byte[]> sent = new ArrayList<>();
  private final List<byte[]> answers = new ArrayList<>();
  private CatalogView theirs = CatalogView.of(List.of());
  private final ControlInquiry asks =
      new ControlInquiry(
          () -> CatalogView.of(List.of()),
          (peer, message) -> sent.add(message),
          () -> connected,
          () -> troubles,
          loop);
  private final ControlInquiry answersIt =
      new ControlInquiry(
          () -> theirs, (peer, message) -> answers.add(message), () -> Set.of(HERE), Map::of, loop);

  private CompletableFuture<@Nullable String> ask(TableDescriptor table) {
    CompletableFuture<@Nullable String> refusal = asks.refusal(THERE, table).toCompletableFuture();
    loop.run();
    return refusal;
  }

  private void deliver() {
    sent.forEach(message -> assertTrue(answersIt.take(HERE, message)));
    answers.forEach(message -> assertTrue(asks.take(THERE, message)));
  }

  @Test
  void aRegionWithoutTheNameTakesTheReplica() {
    CompletableFuture<@Nullable String> refusal = ask(TABLE);
    assertFalse(refusal.isDone());
    deliver();
    assertTrue(refusal.isDone());
    assertNull(refusal.join());
  }

  @Test
  void anotherTableOfThatNameIsInTheWayAndTheSameIsNot() {
    theirs = CatalogView.of(List.of(TABLE));
    CompletableFuture<@Nullable String> same = ask(TABLE);
    deliver();
    assertNull(same.join());
    sent.clear();
    answers.clear();
    CompletableFuture<@Nullable String> another = ask(NAMESAKE);
    deliver();
    assertEquals(ReplicaMembership.alreadyTables(TABLE.name()), another.join());
  }

  /** It has the id that it had among the others, and is another table all the same. */
  @Test
  void aTableThatWasDisassociatedIsInTheWay() {
    theirs =
        CatalogView.of(
            List.of(
                TABLE.withReplicas(
                    Map.of(
                        THERE, new ReplicaDescriptor(THERE, ReplicaDescriptor.Status.GONE, 9)))));
    CompletableFuture<@Nullable String> refusal = ask(TABLE);
    deliver();
    assertEquals(ReplicaMembership.alreadyTables(TABLE.name()), refusal.join());
  }

  @Test
  void aRegionThatIsNotReachedIsWaitedForAndThenSaid() {
    connected.clear();
    troubles.put(THERE, "can't reach 10.1.0.1:8400: connection refused");
    CompletableFuture<@Nullable String> refusal = ask(TABLE);
    loop.advanceMs(ControlInquiry.PATIENCE_MS);
    assertEquals(
        "A replica can't be created in region eu-west-1, since that can't be reached now: can't"
            + " reach 10.1.0.1:8400: connection refused",
        refusal.join());
    assertEquals(List.of(), sent);
  }

  @Test
  void aRegionThatIsReachedSoonIsAskedThen() {
    connected.clear();
    CompletableFuture<@Nullable String> refusal = ask(TABLE);
    loop.advanceMs(1_000);
    connected.add(THERE);
    loop.advanceMs(100);
    deliver();
    assertNull(refusal.join());
  }

  @Test
  void patienceEnds() {
    CompletableFuture<@Nullable String> refusal = ask(TABLE);
    loop.advanceMs(ControlInquiry.PATIENCE_MS - 1);
    assertFalse(refusal.isDone());
    loop.advanceMs(1);
    assertEquals(
        "A replica can't be created in region eu-west-1, since that doesn't answer",
        refusal.join());
    deliver(); // Too late, and nobody minds.
  }

  @Test
  void whatIsNoInquiryIsLeftToOthers() {
    assertFalse(asks.take(THERE, new byte[0]));
    assertFalse(asks.take(THERE, "{\"format\":5}".getBytes(StandardCharsets.UTF_8)));
    assertFalse(asks.take(THERE, new byte[] {'A', 0}));
  }

  @Test
  void theBytesAreAsDrawn() {
    var unused = ask(TABLE);
    deliver();
    byte[] question = sent.getFirst();
    assertEquals("510000000000000001", HexFormat.of().formatHex(question, 0, 9));
    assertArrayEquals(
        TABLE.name().getBytes(StandardCharsets.UTF_8),
        Arrays.copyOfRange(question, 17, question.length));
    assertEquals("41000000000000000100", HexFormat.of().formatHex(answers.getFirst()));
  }
}
