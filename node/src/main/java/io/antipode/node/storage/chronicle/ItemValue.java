package io.antipode.node.storage.chronicle;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a value in the map of items. Big-endian:
 *
 * <pre>
 *  0                8         9        10
 *  +----------------+---------+--------+------------------------------------------
 *  | hybrid logical | region's| kind   | TOMBSTONE: nothing
 *  | time           | code    |        | INLINE: the image
 *  +----------------+---------+--------+ CHUNKED: its length (4); it lies in chunks
 * </pre>
 */
final class ItemValue {
  static final int HEADER_BYTES = 10;
  static final byte TOMBSTONE = 0;
  static final byte INLINE = 1;
  static final byte CHUNKED = 2;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final ValueLayout.OfLong LONG_IN_MAP =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT_IN_MAP =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private ItemValue() {}

  static long hlc(MemorySegment bytes, long offset) {
    return bytes.get(LONG_IN_MAP, offset);
  }

  static int regionCode(MemorySegment bytes, long offset) {
    return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, offset + 8));
  }

  static byte kind(MemorySegment bytes, long offset) {
    return bytes.get(ValueLayout.JAVA_BYTE, offset + 9);
  }

  /** Of an image in chunks. */
  static int imageLength(MemorySegment bytes, long offset) {
    return bytes.get(INT_IN_MAP, offset + HEADER_BYTES);
  }

  /** Makes an item with its image, or a tombstone. */
  static void inline(MapBytes into, long hlc, int regionCode, byte @Nullable [] image) {
    int length = image == null ? 0 : image.length;
    byte[] value = into.room(HEADER_BYTES + length);
    header(value, hlc, regionCode, image == null ? TOMBSTONE : INLINE);
    if (image != null) {
      System.arraycopy(image, 0, value, HEADER_BYTES, length);
    }
  }

  static void chunked(MapBytes into, long hlc, int regionCode, int imageLength) {
    byte[] value = into.room(HEADER_BYTES + Integer.BYTES);
    header(value, hlc, regionCode, CHUNKED);
    INT.set(value, HEADER_BYTES, imageLength);
  }

  private static void header(byte[] value, long hlc, int regionCode, byte kind) {
    LONG.set(value, 0, hlc);
    value[8] = (byte) regionCode;
    value[9] = kind;
  }
}
