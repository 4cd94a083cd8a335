package io.antipode.node.storage;

import java.nio.ByteBuffer;

/** One attempt at a transaction, whatever token its client gave it: 128 random bits. */
public record TransactionId(long high, long low) {
  public static final int BYTES = 16;

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  static TransactionId of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new TransactionId(buffer.getLong(), buffer.getLong());
  }

  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }
}
