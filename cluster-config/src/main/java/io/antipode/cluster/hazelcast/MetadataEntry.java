package io.antipode.cluster.hazelcast;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One piece of metadata with the number of its revision, as it lies in a file and travels between
 * nodes:
 *
 * <pre>
 *   0        4        8                16       20       24
 *   +--------+--------+----------------+--------+--------+-----------------
 *   | "APME" | format | revision       | length | crc32c | payload (length)
 *   +--------+--------+----------------+--------+--------+-----------------
 * </pre>
 *
 * All numbers are big-endian; the checksum covers everything but itself.
 *
 * <p>Of two entries under one key the greater revision wins. Equal revisions with unequal payloads
 * can only come from two halves of a split region; then the greater bytes win, so that all nodes
 * choose alike.
 *
 * @param revision counts the changes of this key, from 1
 * @param payload owned by the entry and never changed
 */
record MetadataEntry(long revision, byte[] payload) {
  static final int HEADER_BYTES = 24;

  private static final int MAGIC = 0x41504d45;
  private static final int FORMAT = 1;
  private static final int CRC_OFFSET = 20;

  MetadataEntry {
    if (revision < 1) {
      throw new IllegalArgumentException("revision " + revision + " is not positive");
    }
  }

  /** Whether this entry takes the other's place. */
  boolean beats(@Nullable MetadataEntry other) {
    if (other == null) {
      return true;
    }
    return revision != other.revision
        ? revision > other.revision
        : Arrays.compareUnsigned(payload, other.payload) > 0;
  }

  byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + payload.length);
    bytes.putInt(MAGIC).putInt(FORMAT).putLong(revision).putInt(payload.length);
    bytes.putInt(0).put(payload);
    return bytes.putInt(CRC_OFFSET, crc(bytes.array())).array();
  }

  /**
   * @throws IllegalArgumentException where the bytes are damaged, saying how
   */
  static MetadataEntry decode(byte[] encoded) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(encoded);
      check(bytes.getInt() == MAGIC, "no metadata entry (offset 0)");
      check(bytes.getInt() == FORMAT, "unknown format (offset 4)");
      long revision = bytes.getLong();
      check(bytes.getInt() == encoded.length - HEADER_BYTES, "wrong length (offset 16)");
      check(bytes.getInt() == crc(encoded), "wrong checksum (offset 20)");
      return new MetadataEntry(revision, Arrays.copyOfRange(encoded, HEADER_BYTES, encoded.length));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("cut short (offset " + encoded.length + ")", e);
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static int crc(byte[] encoded) {
    CRC32C crc = new CRC32C();
    crc.update(encoded, 0, CRC_OFFSET);
    crc.update(encoded, HEADER_BYTES, encoded.length - HEADER_BYTES);
    return (int) crc.getValue();
  }
}
