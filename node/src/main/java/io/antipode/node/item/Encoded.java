package io.antipode.node.item;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One value as a slice of canonical bytes ({@code ItemLayout} draws them): compared, measured and
 * copied without being decoded. Equal values have equal bytes. Immutable, as the bytes are; any
 * thread.
 */
public final class Encoded {
  /** The lowest bit of each of eight bytes. */
  private static final long ONES = 0x0101_0101_0101_0101L;

  private final byte[] bytes;
  private final int offset;

  /**
   * @param offset of the value's tag
   */
  Encoded(byte[] bytes, int offset) {
    this.bytes = bytes;
    this.offset = offset;
  }

  /** Throws {@link InvalidItemException} for values that DynamoDB refuses. */
  public static Encoded of(AttributeValue value) {
    Item item = new ItemWriter().beginItem().name("").value(value).endItem();
    return new Encoded(
        item.bytes(), ItemLayout.entryValue(item.bytes(), ItemLayout.ITEM_HEADER_BYTES));
  }

  public static Encoded of(Decimal number) {
    byte[] digits = number.encoded();
    byte[] bytes = new byte[2 + digits.length];
    bytes[0] = ItemLayout.N;
    bytes[1] = (byte) digits.length;
    System.arraycopy(digits, 0, bytes, 2, digits.length);
    return new Encoded(bytes, 0);
  }

  byte[] bytes() {
    return bytes;
  }

  int offset() {
    return offset;
  }

  byte tag() {
    return bytes[offset];
  }

  int end() {
    return ItemLayout.valueEnd(bytes, offset);
  }

  /** The type descriptor on the wire. */
  public String typeName() {
    return ItemLayout.typeName(bytes, offset);
  }

  public boolean isNumber() {
    return tag() == ItemLayout.N;
  }

  public boolean isText() {
    return tag() == ItemLayout.S;
  }

  public boolean isList() {
    return tag() == ItemLayout.L;
  }

  public boolean isMap() {
    return tag() == ItemLayout.M;
  }

  public boolean isSet() {
    return tag() >= ItemLayout.SS && tag() <= ItemLayout.BS;
  }

  public boolean hasTypeOf(Encoded other) {
    return tag() == other.tag() || typeName().equals(other.typeName());
  }

  public AttributeValue decode() {
    return ValueDecoder.decode(bytes, offset);
  }

  /** The number, which this must be. */
  public Decimal number() {
    if (!isNumber()) {
      throw new IllegalStateException("no number but " + typeName());
    }
    return Decimal.ofEncoded(bytes, offset + 2);
  }

  /** DynamoDB's size of the value. */
  public int sizeBytes() {
    return ItemSize.ofValue(bytes, offset);
  }

  /** How deep it nests: 1 for what holds no other value. */
  int levels() {
    return levels(bytes, offset);
  }

  private static int levels(byte[] bytes, int offset) {
    byte tag = bytes[offset];
    if (tag != ItemLayout.L && tag != ItemLayout.M) {
      return 1;
    }
    int deepest = 0;
    int at = offset + 9;
    for (int i = 0, count = ItemLayout.int32(bytes, offset + 5); i < count; i++) {
      int value = tag == ItemLayout.L ? at : ItemLayout.entryValue(bytes, at);
      deepest = Math.max(deepest, levels(bytes, value));
      at = ItemLayout.valueEnd(bytes, value);
    }
    return 1 + deepest;
  }

  /**
   * What {@code size()} tells: UTF-16 units of a string, bytes of a binary, elements or members; -1
   * for other types.
   */
  public int size() {
    return switch (tag()) {
      case ItemLayout.S -> utf16Units();
      case ItemLayout.B -> ItemLayout.int32(bytes, offset + 1);
      case ItemLayout.SS, ItemLayout.NS, ItemLayout.BS, ItemLayout.L, ItemLayout.M ->
          ItemLayout.int32(bytes, offset + 5);
      default -> -1;
    };
  }

  /** Each byte that continues no other is a unit, and four-byte characters are two of them. */
  private int utf16Units() {
    int units = 0;
    int at = content();
    int end = end();
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long eight = ItemLayout.int64(bytes, at);
      long continues = eight >>> 7 & ~(eight >>> 6) & ONES;
      long fourBytes = eight >>> 7 & eight >>> 6 & eight >>> 5 & eight >>> 4 & ONES;
      units += Long.BYTES - Long.bitCount(continues) + Long.bitCount(fourBytes);
    }
    for (; at < end; at++) {
      int b = bytes[at] & 0xff;
      units += b >= 0xf0 ? 2 : (b & 0xc0) == 0x80 ? 0 : 1;
    }
    return units;
  }

  /** Whether the type has an order: strings, numbers and binaries do. */
  public boolean hasOrder() {
    return tag() == ItemLayout.S || tag() == ItemLayout.N || tag() == ItemLayout.B;
  }

  /** Bytes of a string's UTF-8, of a binary, or of an encoded number. */
  public int contentBytes() {
    return end() - content();
  }

  /** The order of two values of one type that has one. */
  public int compare(Encoded other) {
    assert hasOrder() && tag() == other.tag() : typeName() + " and " + other.typeName();
    return Arrays.compareUnsigned(
        bytes, content(), end(), other.bytes, other.content(), other.end());
  }

  /** Where the text, number or bytes of a scalar begin. */
  int content() {
    return offset + (tag() == ItemLayout.N ? 2 : 5);
  }

  /** Whether this string or binary begins with another of its type. */
  public boolean beginsWith(Encoded prefix) {
    if (tag() != prefix.tag() || (tag() != ItemLayout.S && tag() != ItemLayout.B)) {
      return false;
    }
    int length = prefix.contentBytes();
    return contentBytes() >= length
        && Arrays.equals(
            bytes, content(), content() + length, prefix.bytes, prefix.content(), prefix.end());
  }

  /** A substring, a run of bytes, a member of a set or an element of a list. */
  public boolean contains(Encoded element) {
    return switch (tag()) {
      case ItemLayout.S, ItemLayout.B ->
          element.tag() == tag()
              && ByteSearch.contains(
                  bytes, content(), end(), element.bytes, element.content(), element.end());
      case ItemLayout.SS -> element.tag() == ItemLayout.S && hasMember(element);
      case ItemLayout.NS -> element.tag() == ItemLayout.N && hasMember(element);
      case ItemLayout.BS -> element.tag() == ItemLayout.B && hasMember(element);
      case ItemLayout.L -> hasElement(element);
      default -> false;
    };
  }

  private boolean hasMember(Encoded element) {
    int header = tag() == ItemLayout.NS ? 1 : 4;
    int at = offset + 9;
    for (int end = end(); at < end; ) {
      int from = at + header;
      int to = from + (header == 1 ? bytes[at] : ItemLayout.int32(bytes, at));
      if (Arrays.equals(bytes, from, to, element.bytes, element.content(), element.end())) {
        return true;
      }
      at = to;
    }
    return false;
  }

  private boolean hasElement(Encoded element) {
    int at = offset + 9;
    for (int end = end(); at < end; ) {
      int to = ItemLayout.valueEnd(bytes, at);
      if (Arrays.equals(bytes, at, to, element.bytes, element.offset, element.end())) {
        return true;
      }
      at = to;
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Encoded that
        && Arrays.equals(bytes, offset, end(), that.bytes, that.offset, that.end());
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset, end = end(); i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return decode().toString();
  }
}
