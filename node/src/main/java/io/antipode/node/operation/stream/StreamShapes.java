package io.antipode.node.operation.stream;

import static io.antipode.node.operation.request.Shape.oneOf;
import static io.antipode.node.operation.request.Shape.optional;
import static io.antipode.node.operation.request.Shape.required;
import static io.antipode.node.operation.request.Shape.struct;

import io.antipode.node.operation.request.Shape;

/** The service's model of stream requests. */
final class StreamShapes {
  private static final Shape ARN = Shape.text(37, 1_024);
  private static final Shape SHARD_ID = Shape.text(28, 65);

  private static final Shape LIST_LIMIT = new Shape.Whole("Integer", 1, 100);

  static final Shape.Struct LIST =
      struct(
          "ListStreamsInput",
          optional("TableName", Shape.name(3, 255)),
          optional("Limit", LIST_LIMIT),
          optional("ExclusiveStartStreamArn", ARN));

  static final Shape.Struct DESCRIBE =
      struct(
          "DescribeStreamInput",
          required("StreamArn", ARN),
          optional("Limit", LIST_LIMIT),
          optional("ExclusiveStartShardId", SHARD_ID),
          optional(
              "ShardFilter",
              struct(
                  "ShardFilter",
                  optional("Type", oneOf("CHILD_SHARDS")),
                  optional("ShardId", SHARD_ID))));

  static final Shape.Struct GET_ITERATOR =
      struct(
          "GetShardIteratorInput",
          required("StreamArn", ARN),
          required("ShardId", SHARD_ID),
          required(
              "ShardIteratorType",
              oneOf("TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER")),
          optional("SequenceNumber", Shape.text(21, 40)));

  static final Shape.Struct GET_RECORDS =
      struct(
          "GetRecordsInput",
          required("ShardIterator", Shape.text(1, 2_048)),
          optional("Limit", new Shape.Whole("Integer", 1, 1_000)));

  private StreamShapes() {}
}
