package io.antipode.node.storage;

import static io.antipode.node.storage.ShardFixture.TABLE;
import static io.antipode.node.storage.ShardFixture.key;
import static io.antipode.node.storage.ShardFixture.replicated;
import static io.antipode.node.storage.ShardFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.storage.chronicle.ChronicleItemStores;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.log.Durability;
import io.antipode.replication.region.ReplicatedShard.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Damage to a shard's files: never silent, and nothing is lost that the log still has. */
final class DamagedFilesTest {
  private static final CatalogView CATALOG = ShardFixture.catalog(replicated(table()));
  private static final int LARGE_BYTES = 100_000;

  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  /** What happens to a file. */
  private enum Damage {
    DELETE,
    EMPTY,
    CUT,
    GROW,
    FLIP_HEAD,
    FLIP_MIDDLE,
    OLDER_COPY;

    void to(Path file, byte[] older) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      switch (this) {
        case DELETE -> Files.delete(file);
        case EMPTY -> Files.write(file, new byte[0]);
        case CUT -> Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
        case GROW -> Files.write(file, Arrays.copyOf(bytes, bytes.length + 4_096));
        case FLIP_HEAD -> Files.write(file, flipped(bytes, 9));
        case FLIP_MIDDLE -> Files.write(file, flipped(bytes, bytes.length / 2));
        case OLDER_COPY -> Files.write(file, older);
      }
    }

    private static byte[] flipped(byte[] bytes, int at) {
      bytes[at] ^= 4;
      return bytes;
    }
  }

  @BeforeEach
  void listen() {
    said.start();
    root().addAppender(said);
  }

  @AfterEach
  void stopListening() {
    root().detachAppender(said);
  }

  private static Logger root() {
    return (Logger) org.slf4j.LoggerFactory.getLogger("io.antipode");
  }

  private boolean wasSaid(String what) {
    return said.list.stream().anyMatch(event -> event.getFormattedMessage().contains(what));
  }

  private ShardFixture filled() throws IOException {
    ShardFixture f =
        new ShardFixture(
            folder, new ChronicleItemStores(folder.resolve("shard/view")), Durability.OS, CATALOG);
    for (int i = 0; i < 200; i++) {
      f.put("item" + i, "kind" + i % 7);
    }
    f.write("large", new ItemShard.Decision.Put(large('a')));
    f.loop.run();
    f.delete("item3"); // in a segment of its own, as those before are full
    f.loop.run();
    return f;
  }

  private static Item large(char of) {
    return Item.of(
        Map.of(
            "id",
            new AttributeValue.S("large"),
            "kind",
            new AttributeValue.S(String.valueOf(of).repeat(LARGE_BYTES))));
  }

  private Path file(String inFolder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("shard").resolve(inFolder))) {
      return files
          .filter(path -> path.getFileName().toString().startsWith(prefix))
          .sorted()
          .reduce((first, second) -> second)
          .orElseThrow();
    }
  }

  private Path file(View view) throws IOException {
    return switch (view) {
      case ITEMS -> file("view", "items-");
      case CHUNKS -> file("view", "chunks-");
      case VIEWS -> folder.resolve("shard/views");
    };
  }

  private enum View {
    ITEMS,
    CHUNKS,
    VIEWS
  }

  @ParameterizedTest
  @CsvSource({
    "ITEMS,DELETE", "ITEMS,EMPTY", "ITEMS,CUT", "ITEMS,GROW", "ITEMS,FLIP_HEAD",
    "ITEMS,FLIP_MIDDLE", "ITEMS,OLDER_COPY", "CHUNKS,DELETE", "CHUNKS,EMPTY", "CHUNKS,CUT",
    "CHUNKS,FLIP_HEAD", "CHUNKS,FLIP_MIDDLE", "CHUNKS,OLDER_COPY", "VIEWS,DELETE", "VIEWS,EMPTY",
    "VIEWS,CUT", "VIEWS,FLIP_HEAD", "VIEWS,FLIP_MIDDLE", "VIEWS,OLDER_COPY"
  })
  void aDamagedViewIsBuiltAnewAndNamed(View view, Damage damage) throws IOException {
    ShardFixture f = filled();
    f.stop();
    byte[] older = Files.readAllBytes(file(view));
    f.open();
    f.put("item5", "another");
    f.delete("item6");
    f.write("large", new ItemShard.Decision.Put(large('b')));
    f.loop.run();
    Digest digest = f.shard.digest(TABLE);
    Set<Item> items = new HashSet<>(f.scanTable());
    f.stop();
    Path damaged = file(view);
    damage.to(damaged, older);

    f.open();

    assertEquals(digest, f.shard.digest(TABLE));
    assertEquals(items, new HashSet<>(f.scanTable()));
    for (Item item : items) {
      String id = Objects.requireNonNull((AttributeValue.S) item.get("id")).value();
      assertEquals(item, f.shard.get(key(id)));
    }
    assertTrue(wasSaid(damaged.getFileName().toString()), "named in the log");
    f.stop();
  }

  @ParameterizedTest
  @EnumSource(names = {"DELETE", "EMPTY", "CUT", "OLDER_COPY"})
  void aLogThatLostItsEndAfterAStopInOrderIsRefusedForGood(Damage damage) throws IOException {
    ShardFixture f = filled();
    f.stop();
    Path last = file("log", "");
    byte[] whole = Files.readAllBytes(last);
    damage.to(last, Arrays.copyOf(whole, whole.length / 2));

    DamagedFileException refusal = assertThrows(DamagedFileException.class, f::open);
    assertTrue(refusal.file().startsWith("shard/log"), refusal.getMessage());
    assertThrows(DamagedFileException.class, f::open, "it is said each time");

    Files.write(last, whole);
    f.open();
    assertEquals(200, f.shard.digest(TABLE).items(), "put back, it is as it was");
  }

  @Test
  void aLogThatIsGoneAltogetherIsRefused() throws IOException {
    ShardFixture f = filled();
    f.stop();
    f.disk.delete("shard/log");

    DamagedFileException refusal = assertThrows(DamagedFileException.class, f::open);
    assertEquals("shard/log", refusal.file());
  }

  @Test
  void aLogThatLostItsEndAfterAKillIsRefused() throws IOException {
    ShardFixture f = filled();
    f.loop.advanceMs(6_000);
    f.put("more", "kind"); // the clock's bound is due, and says how far the log has come
    f.loop.run();
    f.loop.kill();
    Files.delete(file("log", ""));

    assertThrows(DamagedFileException.class, f::open);
  }

  @ParameterizedTest
  @EnumSource(names = {"DELETE", "EMPTY", "CUT", "FLIP_HEAD", "FLIP_MIDDLE"})
  void aClockWhoseBoundIsGoneStartsAboveTheLog(Damage damage) throws IOException {
    ShardFixture f = filled();
    long before = f.shard.readClock().reached();
    f.loop.kill();
    damage.to(folder.resolve("shard/clock"), new byte[0]);

    f.open();

    assertTrue(f.shard.readClock().reached() > before, "no time is given twice");
    assertEquals(200, f.shard.digest(TABLE).items());
    assertTrue(wasSaid("shard/clock"), "named in the log");
  }
}
