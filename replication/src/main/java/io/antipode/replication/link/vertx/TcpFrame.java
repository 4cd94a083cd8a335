package io.antipode.replication.link.vertx;

import io.antipode.replication.disk.Crc;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The layout of frames on a connection between regions. Big-endian.
 *
 * <pre>
 *  0         1        2                 4                 8                 12
 *  +---------+--------+-----------------+-----------------+-----------------+----------
 *  | version | kind   |  0              |  length of      |  CRC32C of the  | payload …
 *  |  = 1    |        |                 |  payload        |  8 bytes before |
 *  |         |        |                 |                 |  and payload    |
 *  +---------+--------+-----------------+-----------------+-----------------+----------
 *  kind  0 HELLO ({@link Hello})   1 DATA   2 PING (empty)   3 REFUSED (UTF-8 text)
 *        4 DOUBLED (UTF-8 text): another process is that region
 * </pre>
 */
final class TcpFrame {
  static final byte VERSION = 1;
  static final int HEADER_BYTES = 12;
  private static final int CRC_OFFSET = 8;

  /** The longest payload: a batch of mutations is far shorter. */
  static final int MAX_PAYLOAD_BYTES = 32 << 20;

  /** The longest payload of who has yet to greet. */
  static final int MAX_GREETING_BYTES = 1 << 10;

  /** What a frame carries. */
  enum Kind {
    HELLO(0),
    DATA(1),
    PING(2),
    REFUSED(3),
    DOUBLED(4);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    /** The kind of this code, or null. */
    static @Nullable Kind of(byte code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      return null;
    }
  }

  private TcpFrame() {}

  static Buffer encode(Kind kind, byte[] payload) {
    byte[] header = header(kind, payload.length);
    int crc = crc(header, payload);
    ByteBuffer.wrap(header).putInt(CRC_OFFSET, crc);
    return Buffer.buffer(HEADER_BYTES + payload.length).appendBytes(header).appendBytes(payload);
  }

  private static byte[] header(Kind kind, int length) {
    byte[] header = new byte[HEADER_BYTES];
    ByteBuffer.wrap(header).put(VERSION).put(kind.code).putInt(4, length);
    return header;
  }

  static int crc(byte[] header, byte[] payload) {
    return Crc.of(header, CRC_OFFSET, payload);
  }
}
