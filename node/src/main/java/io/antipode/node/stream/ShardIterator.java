package io.antipode.node.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.storage.streams.StreamQuery;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A place in a stream shard, opaque to clients.
 *
 * <pre>
 *  format (1) | shard (4) | position (8) | made at, epoch ms (8) | ARN, UTF-8
 * </pre>
 *
 * as a {@link SealedToken}.
 *
 * @param position the next one to read; {@link StreamQuery#OLDEST} for the oldest there is
 */
public record ShardIterator(String streamArn, ShardId shard, long position, long madeAtMs) {
  /** How long an iterator can be used. */
  public static final long LIFETIME_MS = 15L * 60 * 1_000;

  private static final byte FORMAT = 1;
  private static final int FIXED_BYTES = 1 + 4 + 8 + 8;

  /** The iterator that the text stands for, or null where it stands for none. */
  public static @Nullable ShardIterator parse(String text) {
    byte[] bytes = SealedToken.open(text);
    if (bytes == null || bytes.length <= FIXED_BYTES || bytes[0] != FORMAT) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new ShardIterator(
        new String(bytes, FIXED_BYTES, bytes.length - FIXED_BYTES, UTF_8),
        new ShardId(in.getInt(1)),
        in.getLong(5),
        in.getLong(13));
  }

  public boolean expired(long nowMs) {
    return nowMs - madeAtMs > LIFETIME_MS;
  }

  @Override
  public String toString() {
    byte[] arn = streamArn.getBytes(UTF_8);
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + arn.length);
    out.put(FORMAT).putInt(shard.number()).putLong(position).putLong(madeAtMs).put(arn);
    return SealedToken.of(out.array());
  }
}
