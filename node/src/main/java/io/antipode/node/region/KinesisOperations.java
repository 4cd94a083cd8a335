package io.antipode.node.region;

import io.antipode.node.action.ShardAccess;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Dispatch;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.kinesis.DescribeStream;
import io.antipode.node.operation.kinesis.DescribeStreamSummary;
import io.antipode.node.operation.kinesis.GetRecords;
import io.antipode.node.operation.kinesis.GetShardIterator;
import io.antipode.node.operation.kinesis.KinesisContext;
import io.antipode.node.operation.kinesis.ListShards;
import io.antipode.node.operation.kinesis.ListStreams;
import io.antipode.node.stream.ShardStreamLogs;
import java.util.List;
import java.util.stream.Stream;

/** The actions of Kinesis that there are; some bear the names of DynamoDB Streams' actions. */
final class KinesisOperations {
  private KinesisOperations() {}

  static List<Operation> all(RegionOptions options, RegionPorts ports, ShardAccess shards) {
    KinesisContext context =
        new KinesisContext(
            options.self(), ports.catalog(), new ShardStreamLogs(shards), ports.time());
    return Stream.<Action<?, ?>>of(
            new ListStreams(context),
            new DescribeStream(context),
            new DescribeStreamSummary(context),
            new ListShards(context),
            new GetShardIterator(context),
            new GetRecords(context))
        .<Operation>map(action -> new Dispatch<>(action, options.leniency()))
        .toList();
  }
}
