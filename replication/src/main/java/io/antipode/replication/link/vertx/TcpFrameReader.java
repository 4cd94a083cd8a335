package io.antipode.replication.link.vertx;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection's bytes into frames; confined to the connection's context. Memory grows with
 * what has arrived, not with what a header announces, and until the other side has greeted there is
 * room for a greeting only.
 */
final class TcpFrameReader {
  /** Takes whole, checked frames. */
  interface Sink {
    void frame(TcpFrame.Kind kind, byte[] payload);
  }

  private static final int FIRST_BYTES = 64 << 10;

  private final Sink sink;
  private int maxPayloadBytes = TcpFrame.MAX_GREETING_BYTES;
  private final byte[] header = new byte[TcpFrame.HEADER_BYTES];
  private int headerFilled;
  private TcpFrame.@Nullable Kind kind;

  /** As long as what has arrived needs; null between frames. */
  private byte @Nullable [] payload;

  private int payloadLength;
  private int payloadFilled;
  private boolean stopped;

  TcpFrameReader(Sink sink) {
    this.sink = sink;
  }

  /** The other side is known: its frames may be long. */
  void greeted() {
    maxPayloadBytes = TcpFrame.MAX_PAYLOAD_BYTES;
  }

  /** Nothing more is handed out. */
  void stop() {
    stopped = true;
  }

  /**
   * Takes the next bytes.
   *
   * @return null, or what is wrong with them: the connection is of no use any more
   */
  @Nullable String feed(Buffer bytes) {
    int position = 0;
    int end = bytes.length();
    while (position < end && !stopped) {
      byte[] body = payload;
      if (body == null) {
        int taken = Math.min(end - position, TcpFrame.HEADER_BYTES - headerFilled);
        bytes.getBytes(position, position + taken, header, headerFilled);
        headerFilled += taken;
        position += taken;
        if (headerFilled < TcpFrame.HEADER_BYTES) {
          return null;
        }
        String wrong = begin();
        if (wrong != null) {
          return wrong;
        }
      } else {
        int taken = Math.min(end - position, payloadLength - payloadFilled);
        body = room(body, payloadFilled + taken);
        bytes.getBytes(position, position + taken, body, payloadFilled);
        payloadFilled += taken;
        position += taken;
      }
      String wrong = finish();
      if (wrong != null) {
        return wrong;
      }
    }
    return null;
  }

  private @Nullable String begin() {
    if (header[0] != TcpFrame.VERSION) {
      return "frame version " + header[0] + ", known is " + TcpFrame.VERSION;
    }
    kind = TcpFrame.Kind.of(header[1]);
    if (kind == null) {
      return "unknown frame kind " + header[1];
    }
    int length = ByteBuffer.wrap(header).getInt(4);
    if (length < 0 || length > maxPayloadBytes) {
      return "frame of " + length + " bytes, at most " + maxPayloadBytes;
    }
    payload = new byte[Math.min(length, FIRST_BYTES)];
    payloadLength = length;
    payloadFilled = 0;
    return null;
  }

  /** Doubles, but never beyond what was announced. */
  private byte[] room(byte[] body, int needed) {
    if (needed <= body.length) {
      return body;
    }
    long doubled = Math.max(needed, 2L * body.length);
    byte[] larger = Arrays.copyOf(body, (int) Math.min(payloadLength, doubled));
    payload = larger;
    return larger;
  }

  private @Nullable String finish() {
    byte[] body = payload;
    TcpFrame.Kind of = kind;
    if (body == null || of == null || payloadFilled < payloadLength) {
      return null;
    }
    if (TcpFrame.crc(header, body) != ByteBuffer.wrap(header).getInt(8)) {
      return "checksum of a frame of " + body.length + " bytes is wrong";
    }
    payload = null;
    headerFilled = 0;
    sink.frame(of, body);
    return null;
  }
}
