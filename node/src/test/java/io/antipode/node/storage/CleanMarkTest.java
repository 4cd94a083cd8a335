package io.antipode.node.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.antipode.node.storage.recovery.CleanMark;
import io.antipode.node.storage.view.StoreSeal;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.log.LogState;
import io.antipode.replication.log.Standing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stop in order tells the next run. */
final class CleanMarkTest {
  private static final String PATH = "clean";

  @TempDir Path folder;

  private static CleanMark mark() {
    return new CleanMark(
        1,
        2,
        3,
        new LogState(Map.of(ShardFixture.THERE, 4L), 5, Standing.STALE, 6),
        7,
        new StoreSeal(List.of(new StoreSeal.Part("items.map", 8, 9))));
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    FileDisk disk = new FileDisk(folder);
    assertNull(CleanMark.read(disk, PATH));

    mark().write(disk, PATH);

    assertEquals(mark(), CleanMark.read(disk, PATH));
  }

  @Test
  void isNotBelievedWithAnyByteDamaged() throws IOException {
    FileDisk disk = new FileDisk(folder);
    mark().write(disk, PATH);
    byte[] bytes = Files.readAllBytes(folder.resolve(PATH));
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 0x10;
      Files.write(folder.resolve(PATH), bytes);
      assertNull(CleanMark.read(disk, PATH), "byte " + at);
      bytes[at] ^= 0x10;
    }
  }

  @Test
  void hasItsBytesOnDisk() throws IOException {
    FileDisk disk = new FileDisk(folder);
    mark().write(disk, PATH);

    String expected =
        "414e54495043 4c4e 0004 0001 00000000"
            + "0000000000000001 0000000000000002 0000000000000003"
            + "0000000000000005 0000000000000006 00000002"
            + "09 65752d776573742d31 0000000000000004" // eu-west-1
            + "0000000000000007 0001" // views, parts
            + "09 6974656d732e6d6170 0000000000000008 00000009";
    byte[] bytes = Files.readAllBytes(folder.resolve(PATH));
    ByteBuffer.wrap(bytes).putInt(12, 0);
    assertEquals(expected.replace(" ", ""), HexFormat.of().formatHex(bytes));
  }

  @Test
  void ofAnEarlierBuildSaysWhereTheLogEndsAndNothingOfTheStore() throws IOException {
    FileDisk disk = new FileDisk(folder);
    ByteBuffer old = ByteBuffer.allocate(60);
    old.putLong(0x414e54495043_4c4eL).putShort((short) 3).putLong(16, 1).putLong(24, 2);
    old.putInt(12, Crc.of(old, 0, 60));
    Files.write(folder.resolve(PATH), old.array());

    assertEquals(
        new CleanMark(1, 2, 0, LogState.EMPTY, CleanMark.NO_VIEWS, StoreSeal.NONE),
        CleanMark.read(disk, PATH));
  }
}
