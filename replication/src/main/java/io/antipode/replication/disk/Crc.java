package io.antipode.replication.disk;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The checksum of every file, record, frame and token: CRC32C. Pure; any thread. */
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

  /** Of the first bytes of an array, and all of another one after them. */
  public static int of(byte[] head, int headLength, byte[] rest) {
    CRC32C crc = new CRC32C();
    crc.update(head, 0, headLength);
    crc.update(rest);
    return (int) crc.getValue();
  }
}
