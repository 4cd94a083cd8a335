package io.antipode.node.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.storage.keys.KeyMemory;
import io.antipode.node.storage.recovery.ViewFile;
import io.antipode.node.storage.view.HeapItemStore;
import io.antipode.node.storage.view.ShardViews;
import io.antipode.node.storage.view.TableState;
import io.antipode.node.storage.view.Tables;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.memory.MemoryShare;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start believes of the views that the last run left. */
class ViewFileTest {
  private static final String PATH = "views";
  private static final long POSITION = 7;

  @TempDir Path folder;
  private FileDisk disk;

  @BeforeEach
  void openDisk() throws IOException {
    disk = new FileDisk(folder);
  }

  private static ShardViews views() {
    Tables tables = new Tables(ShardFixture.HERE, IndexDefinition::compile);
    tables.update(ShardFixture.catalog(ShardFixture.table()));
    return new ShardViews(new HeapItemStore(), KeyMemory.onHeap(new MemoryShare(1L << 40)), tables);
  }

  private static TableState table(ShardViews views) {
    return Objects.requireNonNull(views.tables.get(ShardFixture.TABLE));
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private long checksum;

  private void writeTwoKeys() throws IOException {
    ShardViews written = views();
    written.keys.insert(key("ab1"));
    written.keys.insert(key("ab22"));
    table(written).items = 2;
    table(written).hash = 0xabcdL;
    checksum = ViewFile.write(disk, PATH, POSITION, written);
  }

  @Test
  void givesBackKeysAndTotals() throws IOException {
    writeTwoKeys();

    ShardViews read = views();

    assertTrue(ViewFile.take(disk, PATH, POSITION, checksum, read));
    assertEquals(2, read.keys.size());
    assertTrue(read.keys.contains(key("ab1")));
    assertTrue(read.keys.contains(key("ab22")));
    assertEquals(2, table(read).items);
    assertEquals(0xabcdL, table(read).hash);
  }

  @Test
  void isBelievedOnce() throws IOException {
    writeTwoKeys();
    ViewFile.take(disk, PATH, POSITION, checksum, views());

    assertFalse(disk.exists(PATH));
    assertFalse(ViewFile.take(disk, PATH, POSITION, checksum, views()));
  }

  @Test
  void isNotBelievedAtAnotherLogPosition() throws IOException {
    writeTwoKeys();

    assertUnused(POSITION + 1, views());
  }

  @Test
  void isNotBelievedOfOtherTables() throws IOException {
    writeTwoKeys();

    Tables none = new Tables(ShardFixture.HERE, IndexDefinition::compile);
    none.update(CatalogView.of(List.of()));
    assertUnused(
        POSITION,
        new ShardViews(new HeapItemStore(), KeyMemory.onHeap(new MemoryShare(1L << 40)), none));
  }

  @Test
  void isNotBelievedWithAnyByteDamaged() throws IOException {
    writeTwoKeys();
    byte[] whole = Files.readAllBytes(folder.resolve(PATH));
    for (int at = 0; at < whole.length; at++) {
      if (at == 10 || at == 11) {
        continue; // Means nothing yet.
      }
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(folder.resolve(PATH), damaged);
      assertUnused(POSITION, views());
    }
  }

  @Test
  void isNotBelievedWhereCutShort() throws IOException {
    writeTwoKeys();
    byte[] whole = Files.readAllBytes(folder.resolve(PATH));
    for (int length = 0; length < whole.length; length++) {
      Files.write(folder.resolve(PATH), Arrays.copyOf(whole, length));
      assertUnused(POSITION, views());
    }
  }

  private void assertUnused(long position, ShardViews views) throws IOException {
    assertFalse(ViewFile.take(disk, PATH, position, checksum, views));
    assertEquals(0, views.keys.size());
  }

  @Test
  void hasItsBytesOnDisk() throws IOException {
    writeTwoKeys();

    String body =
        "0000000000000007" // log position
            + "00000003" // tables
            + "1122334455667788" // id
            + "0000000000000002" // items
            + "0000000000000000" // tombstones
            + "000000000000abcd" // hash
            + "616e7469696e7473" // id: what transactions hold
            + "000000000000000000000000000000000000000000000000"
            + "616e74696c656467" // id: their ledger
            + "000000000000000000000000000000000000000000000000"
            + "00000000" // indexes
            + "0000000000000002" // keys
            + "0002" // in the leaf
            + "00000002" // prefix
            + "6162"
            + "00000003" // suffixes
            + "00010003" // ends
            + "313232"
            + "0000" // no further leaf
            + "0000000000000000" // tombstones, oldest first
            + "0000";
    byte[] written = Files.readAllBytes(folder.resolve(PATH));
    assertEquals("414e54495056455700010000", HexFormat.of().formatHex(written, 0, 12));
    assertArrayEquals(
        HexFormat.of().parseHex(body), Arrays.copyOfRange(written, 16, written.length));
  }
}
