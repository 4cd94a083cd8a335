package io.antipode.load.cost;

import java.util.List;
import java.util.function.Supplier;

/** Requests about tables and streams, and batches of writes. */
final class ServiceCalls {
  private static final int MAX_LENGTH = 100_000;

  /** What a page of a stream may look at. */
  private static final long STREAM_BYTES = 4L << 20;

  private final Picks picks;
  private final DearRequest.Stream stream;

  ServiceCalls(Picks picks, DearRequest.Stream stream) {
    this.picks = picks;
    this.stream = stream;
  }

  List<Supplier<DearRequest>> kinds() {
    return List.of(
        this::batchOfWrites,
        this::table,
        this::tags,
        this::look,
        this::records,
        this::iterator,
        this::streams);
  }

  private String value() {
    return picks.oneOf(
        List.of(
            "{\"N\":\"" + "9".repeat(38) + "\"}",
            "{\"L\":[" + picks.joined(2_000, 20_000, ",", i -> "{\"NULL\":true}") + "]}",
            "{\"NS\":[" + picks.joined(2_000, 20_000, ",", i -> "\"" + i + "e-100\"") + "]}",
            "{\"SS\":[" + picks.joined(2_000, 20_000, ",", i -> "\"" + i + "\"") + "]}",
            "{\"L\":[".repeat(31) + "{\"S\":\"\"}" + "]}".repeat(31),
            "{\"B\":\"" + "AAAA".repeat(3_000) + "\"}"));
  }

  private DearRequest batchOfWrites() {
    String puts =
        picks.joined(
            30,
            MAX_LENGTH,
            ",",
            i ->
                picks.below(4) == 0
                    ? "{\"DeleteRequest\":{\"Key\":{\"pk\":{\"S\":\"w\"},\"sk\":{\"S\":\"%d\"}}}}"
                        .formatted(i)
                    : "{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"w\"},\"sk\":{\"S\":\"%d\"},\"v\":%s}}}"
                        .formatted(i, value()));
    return new DearRequest(
        "BatchWriteItem", "{\"RequestItems\":{\"%s\":[%s]}}".formatted(LargeItem.TABLE, puts), 0);
  }

  private String attributes() {
    return picks.joined(
        3_000,
        MAX_LENGTH,
        ",",
        i -> "{\"AttributeName\":\"a%d\",\"AttributeType\":\"S\"}".formatted(i));
  }

  private String indexes() {
    return picks.joined(
        200,
        MAX_LENGTH,
        ",",
        i ->
            ("{\"IndexName\":\"index%d\",\"KeySchema\":[{\"AttributeName\":\"a%d\","
                    + "\"KeyType\":\"HASH\"}],\"Projection\":{\"ProjectionType\":\"INCLUDE\","
                    + "\"NonKeyAttributes\":[%s]}}")
                .formatted(i, i, picks.joined(300, 3_000, ",", j -> "\"n" + j + "\"")));
  }

  /** Never one that is made: the last words are wrong. */
  private DearRequest table() {
    return new DearRequest(
        picks.coin() ? "CreateTable" : "UpdateTable",
        "{\"TableName\":\"%s\",\"AttributeDefinitions\":[%s],\"GlobalSecondaryIndexes\":[%s],\"BillingMode\":\"NONE\"}"
            .formatted(LargeItem.TABLE, attributes(), indexes()),
        0);
  }

  private DearRequest tags() {
    String tags =
        picks.joined(
            2_000,
            MAX_LENGTH,
            ",",
            i -> "{\"Key\":\"k%d\",\"Value\":\"%s\"}".formatted(i, "v".repeat(i % 300)));
    return new DearRequest(
        "TagResource",
        "{\"ResourceArn\":\"arn:aws:dynamodb:us-east-1:000000000000:table/%s\",\"Tags\":[%s]}"
            .formatted(LargeItem.TABLE, tags),
        0);
  }

  private DearRequest look() {
    String action =
        picks.oneOf(
            List.of(
                "ListTables",
                "DescribeTable",
                "DescribeTimeToLive",
                "DescribeLimits",
                "DescribeEndpoints",
                "DescribeContinuousBackups",
                "ListTagsOfResource"));
    String name =
        picks.oneOf(
            List.of(LargeItem.TABLE, "x".repeat(picks.below(3_000)), "arn:aws:" + ":".repeat(500)));
    String number = picks.oneOf(List.of("1", "1e999999999", "-0", "9".repeat(1_000), "1e-999"));
    return new DearRequest(
        action,
        "{\"TableName\":\"%s\",\"ResourceArn\":\"%s\",\"Limit\":%s}".formatted(name, name, number),
        0);
  }

  private DearRequest records() {
    String iterator =
        picks.below(3) == 0 ? "A".repeat(picks.below(4_000)) : picks.oneOf(stream.iterators());
    return new DearRequest(
        "GetRecords",
        "{\"ShardIterator\":\"%s\",\"Limit\":%d}".formatted(iterator, 1 + picks.below(1_000)),
        STREAM_BYTES);
  }

  private DearRequest iterator() {
    return new DearRequest(
        "GetShardIterator",
        "{\"StreamArn\":\"%s\",\"ShardId\":\"%s\",\"ShardIteratorType\":\"%s\",\"SequenceNumber\":\"%s\"}"
            .formatted(
                stream.arn(),
                picks.oneOf(List.of(stream.shard(), "shardId-" + "0".repeat(40), "x".repeat(65))),
                picks.oneOf(List.of("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER", "LATEST")),
                "9".repeat(21 + picks.below(20))),
        0);
  }

  private DearRequest streams() {
    return picks.coin()
        ? new DearRequest("ListStreams", "{\"Limit\":%d}".formatted(1 + picks.below(100)), 0)
        : new DearRequest(
            "DescribeStream",
            "{\"StreamArn\":\"%s\",\"ExclusiveStartShardId\":\"%s\"}"
                .formatted(stream.arn(), picks.oneOf(List.of(stream.shard(), "z".repeat(60)))),
            0);
  }
}
