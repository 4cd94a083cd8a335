package io.antipode.node.wire.http;

import io.antipode.replication.clock.Entropy;
import java.nio.charset.StandardCharsets;

/**
 * Names one request in its answer and in the log. It looks as DynamoDB's do: 52 characters of base
 * 32. Two numbers are enough for it to be the only one.
 *
 * @param high random bits
 * @param low random bits
 */
public record RequestId(long high, long low) {
  static final int LENGTH = 52;

  private static final int HALF = LENGTH / 2;
  private static final byte[] ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUV".getBytes(StandardCharsets.US_ASCII);

  static RequestId of(Entropy entropy) {
    return new RequestId(entropy.nextLong(), entropy.nextLong());
  }

  void write(byte[] into, int at) {
    writeHalf(high, into, at);
    writeHalf(low, into, at + HALF);
  }

  private static void writeHalf(long bits, byte[] into, int at) {
    for (int i = 0; i < HALF; i++) {
      // 26 characters hold 130 bits: rotating by 5 shows each bit twice.
      into[at + i] = ALPHABET[(int) (Long.rotateRight(bits, 5 * i) & 0x1f)];
    }
  }

  @Override
  public String toString() {
    byte[] text = new byte[LENGTH];
    write(text, 0);
    return new String(text, StandardCharsets.US_ASCII);
  }
}
