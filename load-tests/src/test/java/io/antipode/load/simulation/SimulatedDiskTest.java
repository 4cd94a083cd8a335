package io.antipode.load.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.antipode.replication.disk.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class SimulatedDiskTest {
  private final SimulatedDisk disk = new SimulatedDisk(() -> 7);

  private DiskFile file(String path, int bytes) throws IOException {
    DiskFile file = disk.create(path);
    file.write(0, ByteBuffer.allocate(bytes));
    return file;
  }

  @Test
  void whatIsUsedFollowsEachChangeOfAFile() throws IOException {
    DiskFile a = file("a/one", 100);
    a.write(50, ByteBuffer.allocate(100));
    assertEquals(150, disk.usedBytes());
    a.truncate(20);
    assertEquals(20, disk.usedBytes());
    file("a/two", 1_000);
    disk.rename("a/one", "a/two");
    assertEquals(20, disk.usedBytes(), "the file that was replaced is gone");
    assertEquals(20, disk.kill().usedBytes());
  }

  @Test
  void aFileThatWasDeletedWhileItWasOpenUsesNothing() throws IOException {
    DiskFile file = file("a/one", 100);
    disk.delete("a");
    file.write(0, ByteBuffer.allocate(500));
    assertEquals(0, disk.usedBytes());
  }

  @Test
  void aPowerCutFreesWhatItTakes() throws IOException {
    file("a/one", 100).sync();
    disk.syncFolder("a");
    SimulatedDisk left = disk.crash();
    assertEquals(100, left.usedBytes());
    left.capacityBytes(150);
    DiskFile more = left.open("a/one");
    assertThrows(IOException.class, () -> more.write(100, ByteBuffer.allocate(100)));
  }
}
