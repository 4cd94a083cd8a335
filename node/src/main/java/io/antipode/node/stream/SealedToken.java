package io.antipode.node.stream;

import io.antipode.replication.disk.Crc;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that clients carry for us, as text that they don't look into: with a checksum behind them
 * (CRC32C, 4 bytes), in URL-safe Base64 without padding. It tells what was cut or mistyped, and
 * hides nothing.
 */
public final class SealedToken {
  private static final int CRC_BYTES = 4;

  private SealedToken() {}

  /** The text of some bytes. */
  public static String of(byte[] bytes) {
    ByteBuffer all = ByteBuffer.allocate(bytes.length + CRC_BYTES).put(bytes);
    all.putInt(Crc.of(bytes, 0, bytes.length));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
  }

  /** The bytes of a text, or null where it is none that {@link #of} gave. */
  public static byte @Nullable [] open(String text) {
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
    int end = all.length - CRC_BYTES;
    if (end < 0 || ByteBuffer.wrap(all).getInt(end) != Crc.of(all, 0, end)) {
      return null;
    }
    return Arrays.copyOf(all, end);
  }
}
