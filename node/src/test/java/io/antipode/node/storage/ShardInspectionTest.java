package io.antipode.node.storage;

import static io.antipode.node.storage.ShardFixture.TABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.storage.recovery.ShardInspection;
import io.antipode.node.storage.recovery.ShardInspection.Damage;
import io.antipode.replication.region.ReplicatedShard.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done about a damaged shard without its peers, and what can't. */
final class ShardInspectionTest {
  @TempDir Path folder;
  private ShardFixture f;
  private Digest digest;

  /** Two checkpoints, and a log that a stream's readers keep from its beginning. */
  @BeforeEach
  void fill() throws IOException {
    f = ShardFixture.on(folder);
    f.shard.setRetainFrom("reader", 1);
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 40; i++) {
        f.put("item" + i, "round" + round);
      }
      f.loop.advanceMs(1_000);
    }
    f.put("last", "kind");
    f.loop.run();
    digest = f.shard.digest(TABLE);
    f.stop();
  }

  private List<Damage> inspect() throws IOException {
    return ShardInspection.inspect(f.disk, f.options);
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("shard").resolve(name))) {
      return files.sorted().toList();
    }
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at < 0 ? bytes.length / 2 : at] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void aWholeShardIsLeftAlone() throws IOException {
    assertEquals(List.of(), inspect());
    f.open();
    assertEquals(digest, f.shard.digest(TABLE), "and looking has changed nothing");
  }

  @Test
  void aFileOfTheLogThatACheckpointCoversCanGo() throws IOException {
    Path old = files("log").get(1);
    flip(old, 8);

    Damage.Spare spare = assertInstanceOf(Damage.Spare.class, inspect().getFirst());
    assertTrue(spare.what().contains(old.getFileName().toString()), spare.what());
    assertEquals(2, spare.files().size(), "it and the one before it");
    for (String file : spare.files()) {
      f.disk.delete(file);
    }
    assertEquals(List.of(), inspect());
    f.open();
    assertEquals(digest, f.shard.digest(TABLE));
  }

  @Test
  void damageWithinAnOldFileIsFoundThatNoStartReads() throws IOException {
    flip(files("log").getFirst(), -1);
    assertInstanceOf(Damage.Spare.class, inspect().getFirst());
  }

  @Test
  void aHoleInTheOldLogIsFound() throws IOException {
    Files.delete(files("log").get(1));
    assertInstanceOf(Damage.Spare.class, inspect().getFirst());
  }

  @Test
  void aDamagedCheckpointCanGo() throws IOException {
    Path newest = files("checkpoints").getLast();
    flip(newest, -1);

    Damage.Spare spare = assertInstanceOf(Damage.Spare.class, inspect().getFirst());
    assertEquals(List.of("shard/checkpoints/" + newest.getFileName()), spare.files());
  }

  @Test
  void theEndOfTheLogCanNot() throws IOException {
    Files.delete(files("log").getLast());
    assertInstanceOf(Damage.Fatal.class, inspect().getFirst());
  }

  @Test
  void theBeginOfACoveredLogIsMissedOnceByTheNextStart() throws IOException {
    Files.delete(files("log").getFirst());
    assertEquals(List.of(), inspect(), "no item needs it");
    f.open();
    assertEquals(digest, f.shard.digest(TABLE));
    String said = f.shard.stats().damages().getFirst();
    assertTrue(said.startsWith("shard/log: the files with records 1 to "), said);
    f.stop();
    f.open();
    assertEquals(List.of(), f.shard.stats().damages());
  }

  @Test
  void whatAnEarlierBuildSaysOfWipedTablesCanNotGo() throws IOException {
    Files.write(folder.resolve("shard/wiped"), new byte[] {1, 2, 3});
    Damage.Fatal fatal = assertInstanceOf(Damage.Fatal.class, inspect().getFirst());
    assertEquals("damaged file shard/wiped at offset 0: not a list of wiped tables", fatal.what());
  }

  @Test
  void norCanTheShard() throws IOException {
    f.disk.delete("shard");
    assertInstanceOf(Damage.Fatal.class, inspect().getFirst());
    ShardInspection.beginAnew(f.disk, f.options);
    assertEquals(List.of(), inspect());
  }
}
