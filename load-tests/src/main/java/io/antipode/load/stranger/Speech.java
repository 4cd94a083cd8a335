package io.antipode.load.stranger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * What a stranger says, piece by piece: nothing that a friend would, though parts of it may look
 * so. No speech asks for anything that a client may ask for.
 */
final class Speech {
  private static final int MAX_PIECES = 40;
  private static final int HELLO = 0;
  private static final int KINDS_OF_FRAMES = 7;

  private final SplittableRandom random;

  Speech(SplittableRandom random) {
    this.random = random;
  }

  /** The pieces of one connection. */
  List<byte[]> next() {
    return switch (random.nextInt(8)) {
      case 0 -> noise();
      case 1 -> List.of();
      case 2 -> frames();
      case 3 -> List.of(frameHeader(random.nextInt(KINDS_OF_FRAMES), random.nextInt()));
      case 4 -> halfRequest();
      case 5 -> headers();
      case 6 -> chunks();
      default -> pages();
    };
  }

  private byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private List<byte[]> noise() {
    List<byte[]> pieces = new ArrayList<>();
    for (int i = random.nextInt(MAX_PIECES); i >= 0; i--) {
      pieces.add(bytes(4_096));
    }
    return pieces;
  }

  /** As the replication port's frames are drawn; the header only, of a length that isn't meant. */
  private static byte[] frameHeader(int kind, int length) {
    return ByteBuffer.allocate(12).put((byte) 1).put((byte) kind).putInt(4, length).array();
  }

  private static byte[] frame(int kind, byte[] payload) {
    byte[] frame =
        ByteBuffer.allocate(12 + payload.length)
            .put(frameHeader(kind, payload.length))
            .put(payload)
            .array();
    CRC32C crc = new CRC32C();
    crc.update(frame, 0, 8);
    crc.update(frame, 12, payload.length);
    return ByteBuffer.wrap(frame).putInt(8, (int) crc.getValue()).array();
  }

  /** Whole frames, with good checksums; a greeting is of nobody who is expected. */
  private List<byte[]> frames() {
    List<byte[]> pieces = new ArrayList<>();
    for (int i = random.nextInt(MAX_PIECES); i >= 0; i--) {
      int kind = random.nextInt(KINDS_OF_FRAMES);
      pieces.add(frame(kind, kind == HELLO && random.nextBoolean() ? greeting() : bytes(1_024)));
    }
    return pieces;
  }

  private byte[] greeting() {
    byte[] cluster = ascii(random.nextBoolean() ? "antipode" : "x\r\n\u001b[2J");
    byte[] region = ascii(random.nextBoolean() ? "sa-east-1" : "../../../x");
    return ByteBuffer.allocate(20 + cluster.length + region.length)
        .putInt(random.nextInt(4))
        .putInt(4)
        .putShort((short) cluster.length)
        .put(cluster)
        .putShort((short) region.length)
        .put(region)
        .putLong(random.nextLong())
        .array();
  }

  private List<byte[]> halfRequest() {
    int promised = random.nextInt(16 << 20);
    return List.of(
        ascii(
            "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\n"
                + "Content-Length: "
                + promised
                + "\r\n\r\n"),
        bytes(Math.min(promised, 64 << 10)));
  }

  private List<byte[]> headers() {
    List<byte[]> pieces = new ArrayList<>(List.of(ascii("GET / HTTP/1.1\r\n")));
    for (int i = random.nextInt(MAX_PIECES); i >= 0; i--) {
      pieces.add(
          ascii("X-" + random.nextInt() + ": " + "y".repeat(random.nextInt(4_000)) + "\r\n"));
    }
    return pieces;
  }

  private List<byte[]> chunks() {
    List<byte[]> pieces = new ArrayList<>();
    pieces.add(ascii("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"));
    for (int i = random.nextInt(MAX_PIECES); i >= 0; i--) {
      pieces.add(ascii(Integer.toHexString(random.nextInt()) + "\r\n"));
      pieces.add(bytes(2_048));
    }
    return pieces;
  }

  /** Pages of the store as another site's script would ask for them, and pages that aren't. */
  private List<byte[]> pages() {
    String path =
        switch (random.nextInt(5)) {
          case 0 -> "/_antipode/faults";
          case 1 -> "/_antipode/digest/../../../../etc/passwd";
          case 2 -> "/_antipode/status?region=%00";
          case 3 -> "/" + "a/".repeat(random.nextInt(2_000));
          default -> "/_antipode/" + random.nextInt();
        };
    String method = random.nextBoolean() ? "POST" : "DELETE";
    String body = "{\"skew\":{\"us-east-1\":100000000000000}}";
    return List.of(
        ascii(
            method
                + " "
                + path
                + " HTTP/1.1\r\nHost: evil.example\r\nOrigin: https://evil.example\r\n"
                + "Content-Type: text/plain\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body));
  }
}
