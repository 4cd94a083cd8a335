package io.antipode.node.kinesis;

import io.antipode.cluster.catalog.KinesisDestination;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.placement.ShardId;
import io.antipode.node.storage.streams.StreamId;
import io.antipode.node.storage.streams.StreamQuery;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/**
 * One shard of a data stream: what one shard of the region has of one table.
 *
 * @param number of the region's shard
 * @param count of the region's shards
 */
public record DataShard(DataStream.Source source, int number, int count) {
  private static final BigInteger HASHES = BigInteger.TWO.pow(128);

  /** {@code shardId-} and 16 digits: when the table began to stream, and the shard's number. */
  public String id() {
    return String.format(
        Locale.ROOT, "shardId-%013d%03d", source.destination().enabledAtMs(), number);
  }

  public ShardId shard() {
    return new ShardId(number);
  }

  /** What shards know the table's destination by. */
  public StreamId streamId() {
    return new StreamId(source.table().id(), source.destination().enabledAtMs());
  }

  /** A log position as a sequence number: 21 digits, the first one a 1. */
  public static String sequenceNumber(long position) {
    return String.format(Locale.ROOT, "1%020d", position);
  }

  /** The position that a sequence number stands for; -1 where it stands for none. */
  public static long position(String sequenceNumber) {
    if (!sequenceNumber.matches("1[0-9]{20}")) {
      return -1;
    }
    BigInteger position = new BigInteger(sequenceNumber.substring(1));
    return position.bitLength() < Long.SIZE ? position.longValueExact() : -1;
  }

  /** The least hash of a partition key that leads here, as each table's shards share them. */
  public BigInteger firstHash() {
    return HASHES.multiply(BigInteger.valueOf(number)).divide(BigInteger.valueOf(count));
  }

  /** The greatest one. */
  public BigInteger lastHash() {
    return HASHES
        .multiply(BigInteger.valueOf(number + 1L))
        .divide(BigInteger.valueOf(count))
        .subtract(BigInteger.ONE);
  }

  /**
   * Asks for a page. While a stream of the table is on, its records carry that stream's mark, else
   * the destination's: both are wanted.
   */
  public StreamQuery query(long fromPosition, int maxRecords) {
    KinesisDestination destination = source.destination();
    List<StreamId> others =
        source.table().local().streams().stream()
            .filter(each -> overlaps(destination, each))
            .map(each -> new StreamId(source.table().id(), each.createdAtMs()))
            .toList();
    return new StreamQuery(
        streamId(), others, StreamViewType.NEW_AND_OLD_IMAGES, fromPosition, maxRecords);
  }

  private static boolean overlaps(KinesisDestination destination, StreamDescriptor stream) {
    return (stream.enabled() || stream.disabledAtMs() >= destination.enabledAtMs())
        && (destination.enabled() || stream.createdAtMs() <= destination.disabledAtMs());
  }
}
