package io.antipode.node.item;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decodes canonical bytes to {@link AttributeValue} trees. */
final class ValueDecoder {
  private ValueDecoder() {}

  /** The value whose tag is at {@code offset}. */
  static AttributeValue decode(byte[] bytes, int offset) {
    byte tag = bytes[offset];
    return switch (tag) {
      case ItemLayout.NULL -> AttributeValue.Null.INSTANCE;
      case ItemLayout.FALSE -> new AttributeValue.Bool(false);
      case ItemLayout.TRUE -> new AttributeValue.Bool(true);
      case ItemLayout.N -> new AttributeValue.N(Decimal.ofEncoded(bytes, offset + 2));
      case ItemLayout.S ->
          new AttributeValue.S(Utf8.decode(bytes, offset + 5, ItemLayout.int32(bytes, offset + 1)));
      case ItemLayout.B -> new AttributeValue.B(binary(bytes, offset + 1));
      case ItemLayout.SS, ItemLayout.NS, ItemLayout.BS, ItemLayout.L ->
          elements(tag, bytes, offset + 9, ItemLayout.int32(bytes, offset + 5));
      case ItemLayout.M ->
          new AttributeValue.M(
              Collections.unmodifiableSortedMap(
                  entries(bytes, offset + 9, ItemLayout.int32(bytes, offset + 5))));
      default -> throw ItemLayout.corrupt(tag, offset);
    };
  }

  static SortedMap<String, AttributeValue> entries(byte[] bytes, int offset, int count) {
    SortedMap<String, AttributeValue> entries = new TreeMap<>(Utf8.ORDER);
    int at = offset;
    for (int i = 0; i < count; i++) {
      int nameLength = ItemLayout.uint16(bytes, at);
      int value = at + 2 + nameLength;
      entries.put(Utf8.decode(bytes, at + 2, nameLength), decode(bytes, value));
      at = ItemLayout.valueEnd(bytes, value);
    }
    return entries;
  }

  private static AttributeValue elements(byte tag, byte[] bytes, int offset, int count) {
    int at = offset;
    switch (tag) {
      case ItemLayout.SS -> {
        List<String> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          int size = ItemLayout.int32(bytes, at);
          members.add(Utf8.decode(bytes, at + 4, size));
          at += 4 + size;
        }
        return new AttributeValue.Ss(Collections.unmodifiableList(members));
      }
      case ItemLayout.NS -> {
        List<Decimal> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          members.add(Decimal.ofEncoded(bytes, at + 1));
          at += 1 + bytes[at];
        }
        return new AttributeValue.Ns(Collections.unmodifiableList(members));
      }
      case ItemLayout.BS -> {
        List<Bytes> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          members.add(binary(bytes, at));
          at += 4 + ItemLayout.int32(bytes, at);
        }
        return new AttributeValue.Bs(Collections.unmodifiableList(members));
      }
      default -> {
        List<AttributeValue> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          elements.add(decode(bytes, at));
          at = ItemLayout.valueEnd(bytes, at);
        }
        return new AttributeValue.L(Collections.unmodifiableList(elements));
      }
    }
  }

  /** The bytes after the length at {@code offset}. */
  private static Bytes binary(byte[] bytes, int offset) {
    int from = offset + 4;
    return new Bytes(Arrays.copyOfRange(bytes, from, from + ItemLayout.int32(bytes, offset)));
  }
}
