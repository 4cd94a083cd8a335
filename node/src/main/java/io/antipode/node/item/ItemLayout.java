package io.antipode.node.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The canonical bytes of an item: equal items have equal bytes, whatever order or spelling they
 * were written in. All integers are big-endian and unsigned.
 *
 * <pre>
 *  item    [version = 1 (1)] [count (4)] [entry]*
 *  entry   [name length (2)] [name, UTF-8] [value]        ascending by the names' bytes, no two equal
 *  value   [tag (1)] and then
 *    S, B          [length (4)] [bytes]
 *    N             [length (1)] [number]                  as DecimalCodec writes it
 *    NULL, FALSE, TRUE                                    nothing
 *    SS, BS        [body length (4)] [count (4)] ([length (4)] [bytes])*   ascending, no two equal
 *    NS            [body length (4)] [count (4)] ([length (1)] [number])*  ascending, no two equal
 *    L             [body length (4)] [count (4)] [value]*
 *    M             [body length (4)] [count (4)] [entry]*
 * </pre>
 *
 * A body length counts the bytes after it, the count included, so any value is skipped without
 * looking inside; lengths are of fixed width, so a streaming writer patches them afterwards.
 */
final class ItemLayout {
  static final byte VERSION = 1;
  static final int ITEM_HEADER_BYTES = 5;
  static final int MAX_NAME_BYTES = 65_535;

  static final byte NULL = 0;
  static final byte FALSE = 1;
  static final byte TRUE = 2;
  static final byte N = 3;
  static final byte S = 4;
  static final byte B = 5;
  static final byte SS = 6;
  static final byte NS = 7;
  static final byte BS = 8;
  static final byte L = 9;
  static final byte M = 10;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private ItemLayout() {}

  static long int64(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  static void putInt64(byte[] bytes, int offset, long value) {
    LONG.set(bytes, offset, value);
  }

  static int int32(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }

  static void putInt32(byte[] bytes, int offset, int value) {
    INT.set(bytes, offset, value);
  }

  static int uint16(byte[] bytes, int offset) {
    return (short) SHORT.get(bytes, offset) & 0xffff;
  }

  static void putUint16(byte[] bytes, int offset, int value) {
    SHORT.set(bytes, offset, (short) value);
  }

  /** End of the value whose tag is at {@code offset}. */
  static int valueEnd(byte[] bytes, int offset) {
    return switch (bytes[offset]) {
      case NULL, FALSE, TRUE -> offset + 1;
      case N -> offset + 2 + bytes[offset + 1];
      case S, B, SS, NS, BS, L, M -> offset + 5 + int32(bytes, offset + 1);
      default -> throw corrupt(bytes[offset], offset);
    };
  }

  /** Where the value of the entry that begins at {@code offset} begins. */
  static int entryValue(byte[] bytes, int offset) {
    return offset + 2 + uint16(bytes, offset);
  }

  static int entryEnd(byte[] bytes, int offset) {
    return valueEnd(bytes, entryValue(bytes, offset));
  }

  /**
   * Finds a name among the {@code count} entries that begin at {@code offset}.
   *
   * @return where the entry begins, or -1
   */
  static int findEntry(byte[] bytes, int offset, int count, String name) {
    int at = offset;
    for (int i = 0; i < count; i++) {
      int nameLength = uint16(bytes, at);
      int order = Utf8.compare(name, bytes, at + 2, nameLength);
      if (order == 0) {
        return at;
      }
      if (order < 0) {
        return -1;
      }
      at = valueEnd(bytes, at + 2 + nameLength);
    }
    return -1;
  }

  static String typeName(byte[] bytes, int offset) {
    return switch (bytes[offset]) {
      case NULL -> "NULL";
      case FALSE, TRUE -> "BOOL";
      case N -> "N";
      case S -> "S";
      case B -> "B";
      case SS -> "SS";
      case NS -> "NS";
      case BS -> "BS";
      case L -> "L";
      case M -> "M";
      default -> throw corrupt(bytes[offset], offset);
    };
  }

  static IllegalStateException corrupt(byte tag, int offset) {
    return new IllegalStateException("not canonical item bytes: tag " + tag + " at " + offset);
  }
}
