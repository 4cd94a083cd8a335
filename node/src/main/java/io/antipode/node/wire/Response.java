package io.antipode.node.wire;

import io.antipode.node.json.JsonOut;
import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** Writes answers, on the connection's loop. */
final class Response {
  /** Smaller bodies do not gain from gzip. */
  private static final int MIN_GZIP_BYTES = 1_024;

  private static final FastThreadLocal<JsonOut> WRITER =
      new FastThreadLocal<>() {
        @Override
        protected JsonOut initialValue() {
          return new JsonOut();
        }
      };

  private Response() {}

  /** This thread's writer, emptied. */
  static JsonOut writer() {
    return WRITER.get().reset();
  }

  /**
   * @param extraHeaders name, value, name, value
   * @param body not to be changed any more
   * @return completes on the connection's loop, once the answer has left or never will
   */
  static Future<Void> send(
      LoopServer server,
      HttpCall call,
      int status,
      AsciiString contentType,
      List<String> extraHeaders,
      byte[] body) {
    HttpServerRequest request = call.request();
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return Future.succeededFuture();
    }
    if (status != 200) {
      response.setStatusCode(status);
    }
    byte[] sent = body;
    if (body.length >= MIN_GZIP_BYTES && gzipAccepted(request)) {
      sent = gzip(body);
      response.putHeader(WireHeaders.CONTENT_ENCODING, WireHeaders.GZIP);
    }
    CRC32 crc = new CRC32();
    crc.update(sent, 0, sent.length);
    response
        .putHeader(WireHeaders.CONTENT_TYPE, contentType)
        .putHeader(WireHeaders.REQUEST_ID, call.requestId())
        .putHeader(WireHeaders.CRC32, decimal(crc.getValue()))
        .putHeader(WireHeaders.CONTENT_LENGTH, decimal(sent.length))
        .putHeader(WireHeaders.SERVER, WireHeaders.ANTIPODE)
        .putHeader(WireHeaders.DATE, server.date());
    for (int i = 0; i < extraHeaders.size(); i += 2) {
      response.putHeader(extraHeaders.get(i), extraHeaders.get(i + 1));
    }
    if (request.getHeader(WireHeaders.ORIGIN) != null) {
      response
          .putHeader(WireHeaders.ALLOW_ORIGIN, WireHeaders.ANY)
          .putHeader(WireHeaders.EXPOSE_HEADERS, WireHeaders.EXPOSED);
    }
    return response.end(BufferInternal.buffer(Unpooled.wrappedBuffer(sent)));
  }

  private static boolean gzipAccepted(HttpServerRequest request) {
    String accepted = request.getHeader(WireHeaders.ACCEPT_ENCODING);
    return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, 4_096)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /** The digits of a number that is not negative. */
  private static AsciiString decimal(long number) {
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    byte[] text = new byte[digits];
    long rest = number;
    for (int i = digits - 1; i >= 0; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return new AsciiString(text, false);
  }
}
