package io.antipode.node.json;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.DecimalCodec;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemReader;
import io.antipode.node.item.ItemVisitor;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes JSON as UTF-8 bytes into a growing buffer, items straight from their canonical bytes.
 * Commas are placed by the writer. Not thread-safe.
 */
public final class JsonOut {
  private static final int INITIAL_CAPACITY_BYTES = 1_024;

  /** A buffer that grew beyond this is let go by {@link #reset}, so that one answer costs once. */
  private static final int KEPT_CAPACITY_BYTES = 256 * 1_024;

  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");
  private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

  private static final byte[] S = ascii("{\"S\":");
  private static final byte[] N = ascii("{\"N\":");
  private static final byte[] B = ascii("{\"B\":");
  private static final byte[] BOOL_TRUE = ascii("{\"BOOL\":true}");
  private static final byte[] BOOL_FALSE = ascii("{\"BOOL\":false}");
  private static final byte[] NULL_TRUE = ascii("{\"NULL\":true}");

  private final ItemPrinter printer = new ItemPrinter();

  private byte[] buffer = new byte[INITIAL_CAPACITY_BYTES];
  private int length;

  /** Whether the next member or element follows another one. */
  private boolean comma;

  /** Empties the writer for the next document; invalidates what {@link #array} returned. */
  public JsonOut reset() {
    length = 0;
    comma = false;
    if (buffer.length > KEPT_CAPACITY_BYTES) {
      buffer = new byte[INITIAL_CAPACITY_BYTES];
    }
    return this;
  }

  public JsonOut beginObject() {
    return open('{');
  }

  public JsonOut endObject() {
    return close('}');
  }

  public JsonOut beginArray() {
    return open('[');
  }

  public JsonOut endArray() {
    return close(']');
  }

  /** A member's name, escaped. */
  public JsonOut name(String name) {
    separate();
    quoted(name);
    return colon();
  }

  /** A member's name from valid UTF-8, escaped. */
  public JsonOut nameUtf8(byte[] bytes, int offset, int lengthBytes) {
    separate();
    quoted(bytes, offset, lengthBytes);
    return colon();
  }

  public JsonOut value(String text) {
    separate();
    quoted(text);
    comma = true;
    return this;
  }

  /** A string from valid UTF-8, escaped. */
  public JsonOut utf8(byte[] bytes, int offset, int lengthBytes) {
    separate();
    quoted(bytes, offset, lengthBytes);
    comma = true;
    return this;
  }

  /** Bytes as a string of base64. */
  public JsonOut base64(byte[] bytes, int offset, int lengthBytes) {
    separate();
    reserve(Base64Text.encodedLength(lengthBytes) + 2);
    buffer[length++] = '"';
    length = Base64Text.encode(bytes, offset, lengthBytes, buffer, length);
    buffer[length++] = '"';
    comma = true;
    return this;
  }

  public JsonOut value(long number) {
    separate();
    digits(number);
    comma = true;
    return this;
  }

  /** A double without exponent or needless zeros: {@code 0.5}, {@code 1.0}. */
  public JsonOut value(double number) {
    separate();
    double halves = number * 2;
    if (halves == Math.rint(halves) && Math.abs(halves) < 1e15) {
      long whole = (long) number;
      if (number < 0 && whole == 0) {
        put('-');
      }
      digits(whole);
      put('.');
      put(number == whole ? '0' : '5');
    } else {
      String text = new BigDecimal(Double.toString(number)).toPlainString();
      raw(ascii(text.indexOf('.') < 0 ? text + ".0" : text));
    }
    comma = true;
    return this;
  }

  public JsonOut value(boolean truth) {
    return token(truth ? TRUE : FALSE);
  }

  public JsonOut nullValue() {
    return token(NULL);
  }

  /** A whole item in DynamoDB JSON: {@code {"name":{"S":"…"}, …}}. */
  public JsonOut item(Item item) {
    beginObject();
    ItemReader.visit(item, printer);
    return endObject();
  }

  /** One value in DynamoDB JSON: {@code {"S":"…"}}. */
  public JsonOut attribute(AttributeValue value) {
    beginObject();
    name(value.typeName());
    switch (value) {
      case AttributeValue.S s -> value(s.value());
      case AttributeValue.N n -> value(n.value().toString());
      case AttributeValue.B b -> base64(b.value().array(), 0, b.value().array().length);
      case AttributeValue.Bool b -> value(b.value());
      case AttributeValue.Null ignored -> value(true);
      case AttributeValue.Ss ss -> {
        beginArray();
        for (String text : ss.values()) {
          value(text);
        }
        endArray();
      }
      case AttributeValue.Ns ns -> {
        beginArray();
        for (Decimal number : ns.values()) {
          value(number.toString());
        }
        endArray();
      }
      case AttributeValue.Bs bs -> {
        beginArray();
        for (Bytes bytes : bs.values()) {
          base64(bytes.array(), 0, bytes.array().length);
        }
        endArray();
      }
      case AttributeValue.L l -> {
        beginArray();
        for (AttributeValue element : l.values()) {
          attribute(element);
        }
        endArray();
      }
      case AttributeValue.M m -> {
        beginObject();
        for (Map.Entry<String, AttributeValue> member : m.values().entrySet()) {
          name(member.getKey()).attribute(member.getValue());
        }
        endObject();
      }
    }
    return endObject();
  }

  /** The buffer; the document is its first {@link #length} bytes. */
  public byte[] array() {
    return buffer;
  }

  public int length() {
    return length;
  }

  /** Prints the parts of an item as they come by. */
  private final class ItemPrinter implements ItemVisitor {
    private boolean inSet;

    @Override
    public void name(byte[] bytes, int offset, int lengthBytes) {
      nameUtf8(bytes, offset, lengthBytes);
    }

    @Override
    public void string(byte[] bytes, int offset, int lengthBytes) {
      beginScalar(S);
      quoted(bytes, offset, lengthBytes);
      endScalar();
    }

    @Override
    public void number(byte[] bytes, int offset, int lengthBytes) {
      beginScalar(N);
      reserve(DecimalCodec.MAX_TEXT_BYTES + 2);
      buffer[length++] = '"';
      length += DecimalCodec.writeText(bytes, offset, buffer, length);
      buffer[length++] = '"';
      endScalar();
    }

    @Override
    public void binary(byte[] bytes, int offset, int lengthBytes) {
      beginScalar(B);
      comma = false;
      base64(bytes, offset, lengthBytes);
      endScalar();
    }

    @Override
    public void bool(boolean truth) {
      token(truth ? BOOL_TRUE : BOOL_FALSE);
    }

    @Override
    public void nullValue() {
      token(NULL_TRUE);
    }

    @Override
    public void beginSet(String type, int count) {
      beginObject().name(type).beginArray();
      inSet = true;
    }

    @Override
    public void endSet() {
      inSet = false;
      endArray().endObject();
    }

    @Override
    public void beginList(int count) {
      beginObject().name("L").beginArray();
    }

    @Override
    public void endList() {
      endArray().endObject();
    }

    @Override
    public void beginMap(int count) {
      beginObject().name("M").beginObject();
    }

    @Override
    public void endMap() {
      endObject().endObject();
    }

    /** Members of sets stand alone; other values in an object that names their type. */
    private void beginScalar(byte[] opening) {
      separate();
      if (!inSet) {
        raw(opening);
      }
    }

    private void endScalar() {
      if (!inSet) {
        put('}');
      }
      comma = true;
    }
  }

  private JsonOut open(char bracket) {
    separate();
    put(bracket);
    comma = false;
    return this;
  }

  private JsonOut close(char bracket) {
    put(bracket);
    comma = true;
    return this;
  }

  private JsonOut colon() {
    put(':');
    comma = false;
    return this;
  }

  private JsonOut token(byte[] text) {
    separate();
    raw(text);
    comma = true;
    return this;
  }

  private void separate() {
    if (comma) {
      put(',');
    }
  }

  private void put(char ascii) {
    if (length == buffer.length) {
      reserve(1);
    }
    buffer[length++] = (byte) ascii;
  }

  private void raw(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private void digits(long number) {
    if (number < 0) {
      raw(ascii(Long.toString(number)));
      return;
    }
    if (number > 9) {
      digits(number / 10);
    }
    put((char) ('0' + number % 10));
  }

  private void quoted(String text) {
    int chars = text.length();
    // Three bytes hold any UTF-16 unit; escapes reserve for themselves.
    reserve(Math.addExact(Math.multiplyExact(chars, 3), 2));
    byte[] out = buffer;
    int at = length;
    out[at++] = '"';
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (c >= 0x20 && c != '"' && c != '\\') {
          out[at++] = (byte) c;
        } else {
          length = at;
          reserve(6 + Math.multiplyExact(chars - i, 3) + 1);
          escape(c);
          out = buffer;
          at = length;
        }
      } else if (c < 0x800) {
        out[at++] = (byte) (0xc0 | (c >> 6));
        out[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate(c)) {
        out[at++] = (byte) (0xe0 | (c >> 12));
        out[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        out[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < chars
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        out[at++] = (byte) (0xf0 | (point >> 18));
        out[at++] = (byte) (0x80 | ((point >> 12) & 0x3f));
        out[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
        out[at++] = (byte) (0x80 | (point & 0x3f));
      } else {
        System.arraycopy(REPLACEMENT, 0, out, at, REPLACEMENT.length);
        at += REPLACEMENT.length;
      }
    }
    out[at++] = '"';
    length = at;
  }

  private void quoted(byte[] bytes, int offset, int lengthBytes) {
    reserve(lengthBytes + 2);
    buffer[length++] = '"';
    int end = offset + lengthBytes;
    int at = offset;
    while (at < end) {
      int clean = Escapes.find(bytes, at, end);
      System.arraycopy(bytes, at, buffer, length, clean - at);
      length += clean - at;
      at = clean + 1;
      if (clean < end) {
        reserve(6 + (end - at) + 1);
        escape((char) bytes[clean]);
      }
    }
    buffer[length++] = '"';
  }

  /** Appends at most six bytes, which the caller has reserved. */
  private void escape(char c) {
    buffer[length++] = '\\';
    switch (c) {
      case '"', '\\' -> buffer[length++] = (byte) c;
      case '\b' -> buffer[length++] = 'b';
      case '\f' -> buffer[length++] = 'f';
      case '\n' -> buffer[length++] = 'n';
      case '\r' -> buffer[length++] = 'r';
      case '\t' -> buffer[length++] = 't';
      default -> {
        buffer[length++] = 'u';
        buffer[length++] = '0';
        buffer[length++] = '0';
        buffer[length++] = HEX[c >> 4];
        buffer[length++] = HEX[c & 0xf];
      }
    }
  }

  private void reserve(int moreBytes) {
    int needed = Math.addExact(length, moreBytes);
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(needed, (int) Math.min(buffer.length * 2L, 1 << 30)));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
