package io.antipode.node.wire;

import io.antipode.replication.clock.Entropy;
import io.netty.util.AsciiString;

/** Request ids like DynamoDB's: 52 characters of base 32. Confined to a loop. */
final class RequestIds {
  private static final int LENGTH = 52;
  private static final int CHARS_PER_LONG = 12;
  private static final byte[] ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUV".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final Entropy entropy;

  RequestIds(Entropy entropy) {
    this.entropy = entropy;
  }

  AsciiString next() {
    byte[] id = new byte[LENGTH];
    long bits = 0;
    for (int i = 0; i < LENGTH; i++) {
      if (i % CHARS_PER_LONG == 0) {
        bits = entropy.nextLong();
      }
      id[i] = ALPHABET[(int) (bits & 0x1f)];
      bits >>>= 5;
    }
    return new AsciiString(id, false);
  }
}
