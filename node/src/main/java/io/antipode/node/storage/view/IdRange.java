package io.antipode.node.storage.view;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The keys that begin with one table's or index's id.
 *
 * @param to exclusive; null for the last id of all
 */
public record IdRange(byte[] from, byte @Nullable [] to) {
  public static IdRange of(long id) {
    return new IdRange(bytes(id), id == -1 ? null : bytes(id + 1));
  }

  public static byte[] bytes(long id) {
    return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
  }
}
