package io.antipode.node.action;

import io.antipode.node.storage.Shard;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How much of a table a shard holds: the number of items is exact, their size is that of the first
 * of them, extrapolated.
 */
public record MeasureTable(long tableId) implements ShardMessage<MeasureTable.Measure> {
  private static final int SAMPLED_ITEMS = 100;

  /** The half of the hash that follows a table's id in its keys, and one byte more. */
  private static final int END_BYTES = 5;

  /**
   * What there is.
   *
   * @param bytes by DynamoDB's rules of item size
   */
  public record Measure(long items, long bytes) {}

  @Override
  public void on(Shard shard, Answer<Measure> answer) {
    long items = shard.digest(tableId).items();
    answer.succeed(new Measure(items, items == 0 ? 0 : bytes(shard, items)));
  }

  private long bytes(Shard shard, long items) {
    long[] sampled = new long[2];
    shard.scan(
        firstKey(),
        end(),
        true,
        (key, item) -> {
          sampled[0]++;
          sampled[1] += item.sizeBytes();
          return sampled[0] < SAMPLED_ITEMS;
        });
    return sampled[0] == 0 ? 0 : Math.round((double) sampled[1] / sampled[0] * items);
  }

  private byte[] firstKey() {
    return ByteBuffer.allocate(Long.BYTES).putLong(tableId).array();
  }

  /** After every key of the table: its id, then more than any hash and key begin with. */
  private byte[] end() {
    byte[] end = Arrays.copyOf(firstKey(), Long.BYTES + END_BYTES);
    Arrays.fill(end, Long.BYTES, end.length, (byte) 0xff);
    return end;
  }
}
