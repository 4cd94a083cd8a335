package io.antipode.replication.log;

import io.antipode.replication.mutation.MutationCodec;
import java.nio.ByteBuffer;

/**
 * The byte layout of a log record. Big-endian.
 *
 * <pre>
 *  0                 4                 8      9      10       12
 *  +-----------------+-----------------+------+------+--------+
 *  | CRC32C of all   | length of all   | kind |  0   | shard  |
 *  | that follows    | that follows    |      |      | number |
 *  +-----------------+-----------------+------+------+--------+
 *  | position                          | payload …
 *  +-----------------------------------+ 20
 *
 *  kind 1  a mutation; the payload is MutationCodec's layout, with its own format version
 *  kind 2  a mark: everything up to the position had been synced when this was written; no payload
 *  kind 3  what a shard remembers besides its writes; LogRecordCodec's layout, with its own version
 * </pre>
 *
 * <p>The shard and the position are inside the checksum, so that a valid record in a wrong place (a
 * misdirected write, a copied file) is not taken for the right one. A new layout takes a new kind.
 */
final class RecordFormat {
  static final int HEADER_BYTES = 20;

  /** The length field counts from here. */
  static final int LENGTH_BASE = 8;

  static final byte KIND_MUTATION = 1;
  static final byte KIND_MARK = 2;
  static final byte KIND_STATE = 3;

  static final int MAX_RECORD_BYTES = HEADER_BYTES + MutationCodec.MAX_BYTES;

  private RecordFormat() {}

  /** Whether the 20 bytes at an offset could begin a record of this shard; no checksum yet. */
  static boolean plausible(ByteBuffer buffer, int at, int shard) {
    int length = buffer.getInt(at + 4);
    byte kind = buffer.get(at + 8);
    return length >= HEADER_BYTES - LENGTH_BASE
        && length <= MAX_RECORD_BYTES - LENGTH_BASE
        && (kind == KIND_MUTATION
            || kind == KIND_STATE
            || (kind == KIND_MARK && length == HEADER_BYTES - LENGTH_BASE))
        && buffer.get(at + 9) == 0
        && buffer.getShort(at + 10) == shard
        && buffer.getLong(at + 12) >= 0;
  }
}
