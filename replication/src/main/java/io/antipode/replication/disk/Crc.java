package io.antipode.replication.disk;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The checksum of every file and record: CRC32C. Pure; any thread. */
public final class Crc {
  private Crc() {}

  /** Of the bytes between two offsets of a buffer, whose position and limit don't matter. */
  public static int of(ByteBuffer bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().clear().limit(to).position(from));
    return (int) crc.getValue();
  }

  /** Of some bytes of an array. */
  public static int of(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
