package io.antipode.node.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.node.stream.SealedToken;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A place in a shard of a data stream, opaque to clients.
 *
 * <pre>
 *  format (1) | position (8) | since, epoch ms (8) | made at, epoch ms (8) | length of the shard's id (1)
 *  | the shard's id | the stream's ARN
 * </pre>
 *
 * as a {@link SealedToken}.
 *
 * @param position of the next record, 0 for the oldest there is
 * @param sinceMs records of earlier times are passed over
 */
public record DataIterator(
    String streamArn, String shardId, long position, long sinceMs, long madeAtMs) {
  /** How long an iterator can be used. */
  public static final long LIFETIME_MS = 5L * 60 * 1_000;

  private static final byte FORMAT = 1;
  private static final int FIXED_BYTES = 1 + 8 + 8 + 8 + 1;

  /** The iterator that the text stands for, or null where it stands for none. */
  public static @Nullable DataIterator parse(String text) {
    byte[] bytes = SealedToken.open(text);
    if (bytes == null || bytes.length <= FIXED_BYTES || bytes[0] != FORMAT) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int arn = FIXED_BYTES + Byte.toUnsignedInt(in.get(FIXED_BYTES - 1));
    if (arn > bytes.length) {
      return null;
    }
    return new DataIterator(
        new String(bytes, arn, bytes.length - arn, UTF_8),
        new String(bytes, FIXED_BYTES, arn - FIXED_BYTES, UTF_8),
        in.getLong(1),
        in.getLong(9),
        in.getLong(17));
  }

  public boolean expired(long nowMs) {
    return nowMs - madeAtMs > LIFETIME_MS;
  }

  @Override
  public String toString() {
    byte[] arn = streamArn.getBytes(UTF_8);
    byte[] id = shardId.getBytes(UTF_8);
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + id.length + arn.length);
    out.put(FORMAT).putLong(position).putLong(sinceMs).putLong(madeAtMs).put((byte) id.length);
    out.put(id).put(arn);
    return SealedToken.of(out.array());
  }
}
