package io.antipode.replication.journal;

import io.antipode.replication.disk.Crc;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What one round writes to the journal: the pieces of files that it makes durable. Big-endian.
 *
 * <pre>
 *  0            8        12         16            24                 32
 *  +------------+--------+----------+-------------+------------------+--------
 *  | salt of    | CRC32C | length   | number:     | needed from: no  | pieces
 *  | the journal| of all | of all   | 1, 2, 3, …  | frame below it   | …
 *  |            | behind | (bytes)  |             | is needed        |
 *  +------------+--------+----------+-------------+------------------+--------
 *
 *  a piece
 *  +-------------+------+------------------+-------------+-------
 *  | path length | path | offset in the    | length (4)  | bytes
 *  | (2)         |      | file (8)         |             |
 *  +-------------+------+------------------+-------------+-------
 * </pre>
 *
 * <p>The salt is drawn at random for each journal, so that bytes which a client has stored are
 * never taken for a frame, wherever they lie.
 *
 * @param number consecutive over the whole life of a journal
 * @param neededFrom when this was written, the files had everything of the frames below it
 * @param pieces the bytes of all pieces, ready to be read
 */
record JournalFrame(long number, long neededFrom, ByteBuffer pieces) {
  static final int HEADER_BYTES = 32;

  private static final int CRC_AT = 8;
  private static final int LENGTH_AT = 12;
  private static final int NUMBER_AT = 16;
  private static final int NEEDED_AT = 24;

  /** Some bytes of a file. */
  record Piece(String path, long offset, ByteBuffer bytes) {}

  /** How many bytes a piece takes. */
  static int pieceBytes(String path, int length) {
    return Short.BYTES + path.length() + Long.BYTES + Integer.BYTES + length;
  }

  /** Appends a piece. */
  static void putPiece(ByteBuffer to, String path, long offset, ByteBuffer bytes) {
    to.putShort((short) path.length()).put(path.getBytes(StandardCharsets.US_ASCII));
    to.putLong(offset).putInt(bytes.remaining()).put(bytes);
  }

  /** Fills in the header of a buffer that holds a frame's pieces, up to its limit. */
  static void seal(ByteBuffer frame, long salt, long number, long neededFrom) {
    int length = frame.limit();
    frame.putLong(0, salt).putInt(LENGTH_AT, length);
    frame.putLong(NUMBER_AT, number).putLong(NEEDED_AT, neededFrom);
    frame.putInt(CRC_AT, Crc.of(frame, LENGTH_AT, length));
  }

  /** The frame at an offset, or null where none is. */
  static @Nullable JournalFrame at(ByteBuffer bytes, int at, long salt) {
    if (bytes.limit() - at < HEADER_BYTES || bytes.getLong(at) != salt) {
      return null;
    }
    int length = bytes.getInt(at + LENGTH_AT);
    if (length < HEADER_BYTES
        || length > bytes.limit() - at
        || bytes.getInt(at + CRC_AT) != Crc.of(bytes, at + LENGTH_AT, at + length)) {
      return null;
    }
    return new JournalFrame(
        bytes.getLong(at + NUMBER_AT),
        bytes.getLong(at + NEEDED_AT),
        bytes.slice(at + HEADER_BYTES, length - HEADER_BYTES));
  }

  /** Length of the whole frame in bytes. */
  int lengthBytes() {
    return HEADER_BYTES + pieces.capacity();
  }

  /** Takes the next piece out of {@link #pieces}. */
  Piece next() {
    byte[] path = new byte[pieces.getShort()];
    pieces.get(path);
    long offset = pieces.getLong();
    int length = pieces.getInt();
    ByteBuffer bytes = pieces.slice(pieces.position(), length);
    pieces.position(pieces.position() + length);
    return new Piece(new String(path, StandardCharsets.US_ASCII), offset, bytes);
  }
}
