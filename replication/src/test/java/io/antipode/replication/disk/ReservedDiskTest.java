package io.antipode.replication.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.replication.disk.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReservedDiskTest {
  private static final int PIECE = (int) ReservedDisk.PIECE_BYTES;
  private static final long PLENTY = 32 * ReservedDisk.RESERVE_BYTES;

  @TempDir Path folder;

  @Test
  void aWriteToAFullDiskGoesOnInTheReserve() throws IOException {
    SmallDisk small = new SmallDisk(folder, PLENTY);
    Disk disk = ReservedDisk.over(small, "reserve");
    assertEquals(PLENTY, disk.usableBytes());
    byte[] content = new byte[3 * PIECE];
    Arrays.fill(content, (byte) 7);
    try (DiskFile file = disk.create("log")) {
      small.free(PIECE / 2);
      file.write(0, ByteBuffer.wrap(content));
      ByteBuffer found = ByteBuffer.allocate(content.length);
      file.readFully(0, found);
      assertArrayEquals(content, found.array());
    }
    assertEquals(ReservedDisk.RESERVE_BYTES + PIECE / 2 - content.length, disk.usableBytes());
  }

  @Test
  void aFullDiskTakesNewFilesAsLongAsThereIsAReserve() throws IOException {
    SmallDisk small = new SmallDisk(folder, PLENTY);
    Disk disk = ReservedDisk.over(small, "reserve");
    disk.usableBytes();
    for (int i = 0; i < ReservedDisk.RESERVE_BYTES / PIECE; i++) {
      small.free(0);
      disk.create("segment-" + i).close();
    }
    small.free(0);
    assertThrows(IOException.class, () -> disk.create("one-too-many"));
    assertEquals(0, disk.usableBytes());
  }

  @Test
  void whatWasGivenUpIsTakenAgainWhereThereIsPlenty() throws IOException {
    SmallDisk small = new SmallDisk(folder, PLENTY);
    Disk disk = ReservedDisk.over(small, "reserve");
    disk.usableBytes();
    small.free(0);
    disk.create("segment").close();
    Disk later = ReservedDisk.over(small, "reserve");
    small.free(0);
    assertEquals(ReservedDisk.RESERVE_BYTES - PIECE, later.usableBytes());
    small.free(PLENTY);
    assertEquals(PLENTY + ReservedDisk.RESERVE_BYTES - PIECE, later.usableBytes());
    assertTrue(small.usableBytes() < PLENTY);
  }

  @Test
  void otherFailuresTakeNothingFromIt() throws IOException {
    SmallDisk small = new SmallDisk(folder, PLENTY);
    Disk disk = ReservedDisk.over(small, "reserve");
    disk.usableBytes();
    disk.create("log").close();
    assertThrows(IOException.class, () -> disk.create("log"));
    assertEquals(PLENTY, disk.usableBytes());
  }
}
