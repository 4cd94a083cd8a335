package io.antipode.node.item;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Key attributes as bytes that end themselves and compare, unsigned, as DynamoDB orders them
 * (strings by UTF-8 bytes, numbers by value, binaries as unsigned bytes). No encoding is a prefix
 * of another, so parts of a key are concatenated.
 *
 * <pre>
 *  S   [0x01] [UTF-8, each 00 as 00 FF] [00 01]
 *  N   [0x02] [number, as DecimalCodec writes it]
 *  B   [0x03] [bytes, each 00 as 00 FF] [00 01]
 * </pre>
 */
final class KeyCodec {
  private static final byte S = 1;
  private static final byte N = 2;
  private static final byte B = 3;
  private static final byte ESCAPED = (byte) 0xff;
  private static final byte TERMINATOR = 1;

  private KeyCodec() {}

  static void write(AttributeValue value, ByteArrayOutputStream out) {
    write(value, out, true);
  }

  /** Without its end: what every key that begins with the value's bytes begins with. */
  static void writePrefix(AttributeValue value, ByteArrayOutputStream out) {
    write(value, out, false);
  }

  private static void write(AttributeValue value, ByteArrayOutputStream out, boolean terminated) {
    switch (value) {
      case AttributeValue.S(String text) -> {
        out.write(S);
        escape(text.getBytes(StandardCharsets.UTF_8), out, terminated);
      }
      case AttributeValue.N(Decimal number) -> {
        out.write(N);
        out.writeBytes(number.encoded());
      }
      case AttributeValue.B(Bytes(byte[] array)) -> {
        out.write(B);
        escape(array, out, terminated);
      }
      case AttributeValue.Bool _,
          AttributeValue.Null _,
          AttributeValue.Ss _,
          AttributeValue.Ns _,
          AttributeValue.Bs _,
          AttributeValue.L _,
          AttributeValue.M _ ->
          throw new IllegalArgumentException("no key can be of type " + value.typeName());
    }
  }

  /** How many bytes {@link #write(Encoded, byte[], int)} writes. */
  static int length(Encoded value) {
    int content = value.contentBytes();
    if (value.isNumber()) {
      return 1 + content;
    }
    int escapes = 0;
    byte[] bytes = value.bytes();
    for (int i = value.content(), end = value.end(); i < end; i++) {
      escapes += bytes[i] == 0 ? 1 : 0;
    }
    return 1 + content + escapes + 2;
  }

  /**
   * Writes a string, number or binary, with its end.
   *
   * @return the position after it
   */
  static int write(Encoded value, byte[] out, int at) {
    byte[] bytes = value.bytes();
    int from = value.content();
    int end = value.end();
    int o = at;
    out[o++] =
        switch (value.tag()) {
          case ItemLayout.S -> S;
          case ItemLayout.N -> N;
          case ItemLayout.B -> B;
          default ->
              throw new IllegalArgumentException("no key can be of type " + value.typeName());
        };
    if (value.isNumber()) {
      System.arraycopy(bytes, from, out, o, end - from);
      return o + end - from;
    }
    for (int i = from; i < end; i++) {
      out[o++] = bytes[i];
      if (bytes[i] == 0) {
        out[o++] = ESCAPED;
      }
    }
    out[o++] = 0;
    out[o++] = TERMINATOR;
    return o;
  }

  private static void escape(byte[] bytes, ByteArrayOutputStream out, boolean terminated) {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        out.write(bytes, from, i + 1 - from);
        out.write(ESCAPED);
        from = i + 1;
      }
    }
    out.write(bytes, from, bytes.length - from);
    if (terminated) {
      out.write(0);
      out.write(TERMINATOR);
    }
  }

  /** End of the part that begins at {@code offset}. */
  static int end(byte[] bytes, int offset) {
    if (bytes[offset] == N) {
      return offset + 1 + DecimalCodec.length(bytes, offset + 1);
    }
    int at = offset + 1;
    while (bytes[at] != 0 || bytes[at + 1] != TERMINATOR) {
      at += bytes[at] == 0 ? 2 : 1;
    }
    return at + 2;
  }

  static AttributeValue read(byte[] bytes, int offset) {
    return switch (bytes[offset]) {
      case S -> {
        byte[] text = unescape(bytes, offset + 1, end(bytes, offset) - 2);
        yield new AttributeValue.S(new String(text, StandardCharsets.UTF_8));
      }
      case N -> new AttributeValue.N(Decimal.ofEncoded(bytes, offset + 1));
      case B ->
          new AttributeValue.B(new Bytes(unescape(bytes, offset + 1, end(bytes, offset) - 2)));
      default -> throw new IllegalStateException("not a key: type " + bytes[offset]);
    };
  }

  private static byte[] unescape(byte[] bytes, int from, int to) {
    byte[] out = new byte[to - from];
    int length = 0;
    for (int at = from; at < to; at++) {
      out[length++] = bytes[at];
      if (bytes[at] == 0) {
        at++; // the escape
      }
    }
    return Arrays.copyOf(out, length);
  }
}
