package io.antipode.node.item;

/** Walks canonical item bytes without decoding them. Pure; any thread. */
public final class ItemReader {
  private ItemReader() {}

  /** Tells the item's attributes: {@code (name value)*}, without a map around them. */
  public static void visit(Item item, ItemVisitor visitor) {
    byte[] bytes = item.bytes();
    entries(bytes, ItemLayout.ITEM_HEADER_BYTES, item.attributeCount(), visitor);
  }

  private static int entries(byte[] bytes, int offset, int count, ItemVisitor visitor) {
    int at = offset;
    for (int i = 0; i < count; i++) {
      int nameLength = ItemLayout.uint16(bytes, at);
      visitor.name(bytes, at + 2, nameLength);
      at = value(bytes, at + 2 + nameLength, visitor);
    }
    return at;
  }

  /** Returns the value's end. */
  private static int value(byte[] bytes, int offset, ItemVisitor visitor) {
    byte tag = bytes[offset];
    switch (tag) {
      case ItemLayout.NULL -> visitor.nullValue();
      case ItemLayout.FALSE -> visitor.bool(false);
      case ItemLayout.TRUE -> visitor.bool(true);
      case ItemLayout.N -> visitor.number(bytes, offset + 2, bytes[offset + 1]);
      case ItemLayout.S -> visitor.string(bytes, offset + 5, ItemLayout.int32(bytes, offset + 1));
      case ItemLayout.B -> visitor.binary(bytes, offset + 5, ItemLayout.int32(bytes, offset + 1));
      case ItemLayout.SS, ItemLayout.NS, ItemLayout.BS -> set(tag, bytes, offset, visitor);
      case ItemLayout.L -> {
        int count = ItemLayout.int32(bytes, offset + 5);
        visitor.beginList(count);
        int at = offset + 9;
        for (int i = 0; i < count; i++) {
          at = value(bytes, at, visitor);
        }
        visitor.endList();
      }
      case ItemLayout.M -> {
        int count = ItemLayout.int32(bytes, offset + 5);
        visitor.beginMap(count);
        entries(bytes, offset + 9, count, visitor);
        visitor.endMap();
      }
      default -> throw ItemLayout.corrupt(tag, offset);
    }
    return ItemLayout.valueEnd(bytes, offset);
  }

  private static void set(byte tag, byte[] bytes, int offset, ItemVisitor visitor) {
    int count = ItemLayout.int32(bytes, offset + 5);
    visitor.beginSet(tag == ItemLayout.SS ? "SS" : tag == ItemLayout.NS ? "NS" : "BS", count);
    int at = offset + 9;
    for (int i = 0; i < count; i++) {
      if (tag == ItemLayout.NS) {
        int size = bytes[at];
        visitor.number(bytes, at + 1, size);
        at += 1 + size;
      } else {
        int size = ItemLayout.int32(bytes, at);
        if (tag == ItemLayout.SS) {
          visitor.string(bytes, at + 4, size);
        } else {
          visitor.binary(bytes, at + 4, size);
        }
        at += 4 + size;
      }
    }
    visitor.endSet();
  }
}
