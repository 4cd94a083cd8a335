package io.antipode.node.item;

/**
 * DynamoDB's size of items and values in bytes, which limits and capacity units are counted in: the
 * <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">developer
 * guide</a>. Strings, binaries and names count their bytes, null and booleans one, numbers as
 * {@link DecimalCodec#sizeBytes} says, lists and maps three and one more per element.
 */
public final class ItemSize {
  /** The largest item, names counted. */
  public static final int MAX_ITEM_BYTES = 409_600;

  private static final int CONTAINER_BYTES = 3;
  private static final int ELEMENT_BYTES = 1;

  private ItemSize() {}

  static int ofEntries(byte[] bytes, int offset, int count) {
    int size = 0;
    int at = offset;
    for (int i = 0; i < count; i++) {
      int nameLength = ItemLayout.uint16(bytes, at);
      int value = at + 2 + nameLength;
      size += nameLength + ofValue(bytes, value);
      at = ItemLayout.valueEnd(bytes, value);
    }
    return size;
  }

  static int ofValue(byte[] bytes, int offset) {
    byte tag = bytes[offset];
    return switch (tag) {
      case ItemLayout.NULL, ItemLayout.FALSE, ItemLayout.TRUE -> 1;
      case ItemLayout.N -> DecimalCodec.sizeBytes(bytes, offset + 2);
      case ItemLayout.S, ItemLayout.B -> ItemLayout.int32(bytes, offset + 1);
      case ItemLayout.SS, ItemLayout.BS -> {
        int count = ItemLayout.int32(bytes, offset + 5);
        yield ItemLayout.int32(bytes, offset + 1) - 4 - 4 * count;
      }
      case ItemLayout.NS -> {
        int size = 0;
        int at = offset + 9;
        for (int end = ItemLayout.valueEnd(bytes, offset); at < end; at += 1 + bytes[at]) {
          size += DecimalCodec.sizeBytes(bytes, at + 1);
        }
        yield size;
      }
      case ItemLayout.L -> {
        int count = ItemLayout.int32(bytes, offset + 5);
        int size = CONTAINER_BYTES + ELEMENT_BYTES * count;
        int at = offset + 9;
        for (int i = 0; i < count; i++) {
          size += ofValue(bytes, at);
          at = ItemLayout.valueEnd(bytes, at);
        }
        yield size;
      }
      case ItemLayout.M -> {
        int count = ItemLayout.int32(bytes, offset + 5);
        yield CONTAINER_BYTES + ELEMENT_BYTES * count + ofEntries(bytes, offset + 9, count);
      }
      default -> throw ItemLayout.corrupt(tag, offset);
    };
  }

  /** Size of one decoded value. */
  public static int of(AttributeValue value) {
    return switch (value) {
      case AttributeValue.S(String text) -> Utf8.length(text);
      case AttributeValue.N(Decimal number) -> DecimalCodec.sizeBytes(number.encoded(), 0);
      case AttributeValue.B(Bytes(byte[] array)) -> array.length;
      case AttributeValue.Bool _, AttributeValue.Null _ -> 1;
      case AttributeValue.Ss(var members) -> members.stream().mapToInt(Utf8::length).sum();
      case AttributeValue.Ns(var members) ->
          members.stream().mapToInt(n -> DecimalCodec.sizeBytes(n.encoded(), 0)).sum();
      case AttributeValue.Bs(var members) ->
          members.stream().mapToInt(member -> member.array().length).sum();
      case AttributeValue.L(var elements) -> {
        int size = CONTAINER_BYTES + ELEMENT_BYTES * elements.size();
        for (AttributeValue element : elements) {
          size += of(element);
        }
        yield size;
      }
      case AttributeValue.M(var members) -> {
        int size = CONTAINER_BYTES + ELEMENT_BYTES * members.size();
        for (var member : members.entrySet()) {
          size += Utf8.length(member.getKey()) + of(member.getValue());
        }
        yield size;
      }
    };
  }
}
