package io.antipode.node.wire.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes whole answers, head and body in one buffer, so that each leaves in one packet if it fits
 * one. Confined to a loop, whose answers it writes one after the other in the same array.
 */
final class AnswerWriter {
  private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\nServer: Antipode\r\nDate: ");
  private static final byte[] VERSION = ascii("HTTP/1.1 ");
  private static final byte[] SERVER_DATE = ascii("\r\nServer: Antipode\r\nDate: ");
  private static final byte[] REQUEST_ID = ascii("\r\nx-amzn-RequestId: ");
  private static final byte[] CRC32_IS = ascii("\r\nx-amz-crc32: ");
  private static final byte[] CONTENT_TYPE = ascii("\r\nContent-Type: ");
  private static final byte[] CONTENT_ENCODING = ascii("\r\nContent-Encoding: gzip");
  private static final byte[] CONTENT_LENGTH = ascii("\r\nContent-Length: ");
  private static final byte[] CONNECTION_CLOSE = ascii("\r\nConnection: close");
  private static final byte[] CONNECTION_PERSISTS = ascii("\r\nConnection: keep-alive");
  private static final byte[] COLON = ascii(": ");
  private static final byte[] LINE_END = ascii("\r\n");
  private static final byte[] HEAD_END = ascii("\r\n\r\n");

  private final CRC32 crc = new CRC32();
  private byte[] head = new byte[1_024];
  private int length;
  private byte[] date = {};

  /** What the {@code Date} of answers is from now on. */
  void date(String formatted) {
    date = ascii(formatted);
  }

  /**
   * @param last whether the connection closes after it
   */
  ByteBuf write(
      ByteBufAllocator allocator,
      HttpExchange exchange,
      int status,
      AsciiString contentType,
      List<String> headers,
      boolean last,
      byte[] body,
      int bodyLength) {
    byte[] sent = body;
    int sentLength = bodyLength;
    boolean gzipped = bodyLength >= Gzip.MIN_BYTES && exchange.gzipAccepted();
    if (gzipped) {
      sent = Gzip.compress(body, bodyLength);
      sentLength = sent.length;
    }
    length = 0;
    statusLine(status);
    put(date);
    put(REQUEST_ID);
    id(exchange.id());
    put(CRC32_IS);
    crc.reset();
    crc.update(sent, 0, sentLength);
    decimal(crc.getValue());
    put(CONTENT_TYPE);
    put(contentType.array(), contentType.arrayOffset(), contentType.length());
    if (gzipped) {
      put(CONTENT_ENCODING);
    }
    extra(headers);
    if (last) {
      put(CONNECTION_CLOSE);
    } else if (exchange.saysPersistent()) {
      put(CONNECTION_PERSISTS);
    }
    put(CONTENT_LENGTH);
    decimal(sentLength);
    put(HEAD_END);
    int written = exchange.bodiless() ? 0 : sentLength;
    ByteBuf out = allocator.directBuffer(length + written, length + written);
    return out.writeBytes(head, 0, length).writeBytes(sent, 0, written);
  }

  private void statusLine(int status) {
    if (status == 200) {
      put(OK);
    } else {
      put(VERSION);
      decimal(status);
      room(1);
      head[length++] = ' '; // and no reason, which nobody reads
      put(SERVER_DATE);
    }
  }

  private void id(RequestId id) {
    room(RequestId.LENGTH);
    id.write(head, length);
    length += RequestId.LENGTH;
  }

  private void extra(List<String> headers) {
    for (int i = 0; i < headers.size(); i += 2) {
      put(LINE_END);
      put(headers.get(i).getBytes(StandardCharsets.ISO_8859_1));
      put(COLON);
      put(headers.get(i + 1).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void decimal(long number) {
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    room(digits);
    length += digits;
    long rest = number;
    for (int i = 1; i <= digits; i++) {
      head[length - i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private void put(byte[] text) {
    put(text, 0, text.length);
  }

  private void put(byte[] text, int from, int textLength) {
    room(textLength);
    System.arraycopy(text, from, head, length, textLength);
    length += textLength;
  }

  private void room(int more) {
    if (head.length - length < more) {
      head = Arrays.copyOf(head, Math.max(length + more, 2 * head.length));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
