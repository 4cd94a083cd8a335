package io.antipode.load.simulation;

import io.antipode.replication.disk.AtomicFile;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What an earlier build kept beside a shard's log, as it left it: a promise, and the list of tables
 * that it had wiped. The layouts are drawn in {@code node.storage.SideFiles}.
 */
final class OldSideFiles {
  private static final int TOLD_FORMAT = 'T' << 24 | 'O' << 16 | 'L' << 8 | 1;
  private static final long WIPED_MAGIC = 0x414e54495057_4950L;
  private static final long SOME_TABLE = 77;

  private OldSideFiles() {}

  /** Leaves them in every shard's folder. */
  static void leave(Disk disk) throws IOException {
    for (int number = 0; number < SimulatedRegion.SHARDS; number++) {
      String folder = "shards/shard-" + number;
      AtomicFile.replace(disk, folder + "/told", told());
      AtomicFile.replace(disk, folder + "/wiped", wiped());
    }
  }

  private static ByteBuffer told() {
    ByteBuffer bytes = ByteBuffer.allocate(24);
    bytes.putInt(TOLD_FORMAT).putLong(1).putLong(1);
    bytes.putInt(Crc.of(bytes, 0, bytes.position()));
    return bytes.flip();
  }

  private static ByteBuffer wiped() {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    bytes.putLong(WIPED_MAGIC).putInt(0).putInt(1).putLong(SOME_TABLE).putLong(1);
    bytes.putInt(8, Crc.of(bytes, 12, bytes.limit()));
    return bytes.clear();
  }
}
