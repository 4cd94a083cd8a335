package io.antipode.node.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.placement.KeySpace;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.streams.StreamAnswer;
import io.antipode.node.storage.streams.StreamEntry;
import io.antipode.node.storage.streams.StreamId;
import io.antipode.node.storage.streams.StreamQuery;
import io.antipode.node.storage.streams.StreamRange;
import io.antipode.replication.disk.DamagedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the readers of a table's stream see of a shard, over its lives. */
class ShardStreamsTest {
  private static final StreamId STREAM = new StreamId(ShardFixture.TABLE, 77);

  @TempDir Path folder;
  private ShardFixture fixture;

  @BeforeEach
  void aTableWithoutAStream() throws IOException {
    fixture = ShardFixture.on(folder);
  }

  private void switchOn() {
    fixture.setCatalog(
        ShardFixture.streaming(ShardFixture.table(), StreamViewType.NEW_AND_OLD_IMAGES));
  }

  private void switchOff() {
    TableDescriptor table = ShardFixture.table();
    fixture.setCatalog(
        table.withLocal(
            table
                .local()
                .withStream(new StreamDescriptor(77, StreamViewType.NEW_AND_OLD_IMAGES, 1))));
  }

  private void put(int count) {
    for (int i = 0; i < count; i++) {
      fixture.put("a" + i % 100, "k" + fixture.shard.nextLogPosition());
      fixture.loop.run();
    }
  }

  private CompletableFuture<StreamAnswer> ask(long from) {
    CompletableFuture<StreamAnswer> answer =
        fixture
            .shard
            .streams()
            .read(new StreamQuery(STREAM, StreamViewType.NEW_AND_OLD_IMAGES, from, 1_000));
    fixture.loop.run();
    return answer;
  }

  /** Reads to where nothing more is. */
  private List<Long> positions() {
    List<Long> found = new ArrayList<>();
    long from = StreamQuery.OLDEST;
    long before = -1;
    while (from != before) {
      StreamAnswer.Page page = assertInstanceOf(StreamAnswer.Page.class, ask(from).join());
      page.entries().stream().map(StreamEntry::position).forEach(found::add);
      before = from;
      from = page.nextPosition();
    }
    return found;
  }

  @Test
  void aStreamBeginsWhereItWasSwitchedOnAndEndsWhereItWasSwitchedOff() {
    put(50);
    switchOn();
    assertEquals(new StreamRange(51, 51, 0, false), fixture.shard.streams().range(STREAM));
    put(3);
    assertEquals(List.of(51L, 52L, 53L), positions());
    switchOff();
    fixture.loop.run();
    put(20);
    assertEquals(new StreamRange(51, 54, 0, true), fixture.shard.streams().range(STREAM));
    assertEquals(List.of(51L, 52L, 53L), positions());
  }

  @Test
  void whatWasInFlightWhenItWasSwitchedOffIsItsEnd() {
    switchOn();
    put(1);
    fixture.put("late", "x");
    switchOff();
    assertEquals(List.of(1L, 2L), positions());
    assertEquals(new StreamRange(1, 3, 0, true), fixture.shard.streams().range(STREAM));
  }

  @Test
  void aStreamIsReadAfterACrashAsBefore() throws IOException {
    put(10);
    switchOn();
    put(300);
    List<Long> before = positions();
    assertEquals(300, before.size());
    fixture.crash();
    assertEquals(before, positions());
    put(1);
    assertEquals(301, positions().size());
  }

  @Test
  void aStreamIsReadAfterAnOrderlyStopAsBefore() throws IOException {
    put(10);
    switchOn();
    put(300);
    List<Long> before = positions();
    fixture.restart();
    assertEquals(before, positions());
  }

  /** Tables with and without a stream in one log, of which a checkpoint covers the most. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void overRestartsAQuietStreamCostsNoMoreThanItsRecords(boolean orderly) throws IOException {
    long loud = 0x77;
    TableDescriptor table = ShardFixture.table();
    fixture.setCatalog(
        ShardFixture.streaming(table, StreamViewType.NEW_AND_OLD_IMAGES),
        new TableDescriptor(
            loud, "loud", table.status(), table.shared(), table.local(), table.replicas()));
    for (int i = 0; i < 3_000; i++) {
      if (i % 500 == 250) {
        put(1);
      }
      fixture.shard.write(
          ItemKey.of(KeySpace.byId(loud), new AttributeValue.S("a" + i % 10), null),
          current -> new ItemShard.Decision.Put(ShardFixture.item("x", "y")),
          new ShardFixture.Answer());
      fixture.loop.run();
      if (i % 100 == 0) {
        fixture.loop.advanceMs(1_000);
      }
    }
    if (orderly) {
      fixture.restart();
    } else {
      fixture.crash();
    }
    StreamAnswer.Page page =
        assertInstanceOf(StreamAnswer.Page.class, ask(StreamQuery.OLDEST).join());
    assertEquals(6, page.entries().size());
    assertTrue(
        page.lookedAtBytes() <= 6 * 8_192,
        page.lookedAtBytes() + " bytes of " + fixture.shard.stats().logBytes());
    assertTrue(fixture.shard.stats().logBytes() > 20 * 8_192);
  }

  @Test
  void aDamagedSegmentFailsTheRead() throws IOException {
    switchOn();
    put(300);
    flipAByteOfTheFirstSegment();
    ExecutionException failure =
        assertThrows(ExecutionException.class, ask(StreamQuery.OLDEST)::get);
    assertInstanceOf(DamagedFileException.class, failure.getCause());
    assertNull(fixture.put("a", "b").refusal, "writes go on");
    assertTrue(ask(fixture.shard.nextLogPosition()).isDone(), "so do readers of what is whole");
  }

  private void flipAByteOfTheFirstSegment() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("shard/log"))) {
      Path segment = files.sorted().findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(segment);
      bytes[bytes.length / 2] ^= 1;
      Files.write(segment, bytes);
    }
  }
}
