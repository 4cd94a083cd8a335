package io.antipode.node.wire.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The compression of answers. */
final class Gzip {
  /** Smaller bodies do not gain from it. */
  static final int MIN_BYTES = 1_024;

  private static final int BUFFER_BYTES = 4_096;

  private Gzip() {}

  static boolean isAccepted(@Nullable String acceptEncoding) {
    return acceptEncoding != null
        && acceptEncoding.contains("gzip")
        && !acceptEncoding.contains("gzip;q=0");
  }

  static byte[] compress(byte[] bytes, int length) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed, BUFFER_BYTES)) {
      gzip.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return compressed.toByteArray();
  }
}
