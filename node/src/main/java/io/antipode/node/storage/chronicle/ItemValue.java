package io.antipode.node.storage.chronicle;

import java.nio.ByteBuffer;
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

  private ItemValue() {}

  static byte[] inline(long hlc, int regionCode, byte @Nullable [] image) {
    int length = image == null ? 0 : image.length;
    byte[] value = new byte[HEADER_BYTES + length];
    header(value, hlc, regionCode, image == null ? TOMBSTONE : INLINE);
    if (image != null) {
      System.arraycopy(image, 0, value, HEADER_BYTES, length);
    }
    return value;
  }

  static byte[] chunked(long hlc, int regionCode, int imageLength) {
    byte[] value = new byte[HEADER_BYTES + Integer.BYTES];
    header(value, hlc, regionCode, CHUNKED).putInt(HEADER_BYTES, imageLength);
    return value;
  }

  private static ByteBuffer header(byte[] value, long hlc, int regionCode, byte kind) {
    return ByteBuffer.wrap(value).putLong(hlc).put((byte) regionCode).put(kind);
  }
}
