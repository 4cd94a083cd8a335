package io.antipode.node.bootstrap.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.antipode.replication.disk.FileDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a region's shards beside them. */
final class OpenedShardsTest {
  @TempDir Path folder;

  @Test
  void isReadAsItWasWritten() throws IOException {
    FileDisk disk = new FileDisk(folder);
    assertNull(OpenedShards.read(disk));
    OpenedShards.write(disk, 4);
    assertEquals(4, OpenedShards.read(disk));
  }

  @Test
  void isNotBelievedWithAnyByteDamaged() throws IOException {
    FileDisk disk = new FileDisk(folder);
    OpenedShards.write(disk, 4);
    Path file = folder.resolve(OpenedShards.FILE);
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 8;
      Files.write(file, bytes);
      assertNull(OpenedShards.read(disk), "byte " + at);
      bytes[at] ^= 8;
    }
  }

  @Test
  void hasItsBytesOnDisk() throws IOException {
    OpenedShards.write(new FileDisk(folder), 4);
    byte[] bytes = Files.readAllBytes(folder.resolve(OpenedShards.FILE));
    assertEquals("414e5449505348440001000000000004", HexFormat.of().formatHex(bytes, 0, 16));
  }
}
