package io.antipode.replication.link.vertx;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Cuts a connection's bytes into frames; confined to the connection's context. */
final class TcpFrameReader {
  /** Takes whole, checked frames. */
  interface Sink {
    void frame(TcpFrame.Kind kind, byte[] payload);
  }

  private final Sink sink;
  private final byte[] header = new byte[TcpFrame.HEADER_BYTES];
  private int headerFilled;
  private TcpFrame.@Nullable Kind kind;
  private byte @Nullable [] payload;
  private int payloadFilled;
  private boolean stopped;

  TcpFrameReader(Sink sink) {
    this.sink = sink;
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
        int taken = Math.min(end - position, body.length - payloadFilled);
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
    if (length < 0 || length > TcpFrame.MAX_PAYLOAD_BYTES) {
      return "frame of " + length + " bytes, at most " + TcpFrame.MAX_PAYLOAD_BYTES;
    }
    payload = new byte[length];
    payloadFilled = 0;
    return null;
  }

  private @Nullable String finish() {
    byte[] body = payload;
    TcpFrame.Kind of = kind;
    if (body == null || of == null || payloadFilled < body.length) {
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
