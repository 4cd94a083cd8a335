package io.antipode.node.region;

import io.antipode.node.action.ShardAccess;
import io.antipode.node.operation.Dispatch;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.batch.BatchGetItem;
import io.antipode.node.operation.batch.BatchWriteItem;
import io.antipode.node.operation.item.DeleteItem;
import io.antipode.node.operation.item.GetItem;
import io.antipode.node.operation.item.PutItem;
import io.antipode.node.operation.item.UpdateItem;
import io.antipode.node.operation.query.Query;
import io.antipode.node.operation.query.Scan;
import io.antipode.node.operation.stream.DescribeStream;
import io.antipode.node.operation.stream.GetRecords;
import io.antipode.node.operation.stream.GetShardIterator;
import io.antipode.node.operation.stream.ListStreams;
import io.antipode.node.operation.stream.StreamContext;
import io.antipode.node.operation.table.CreateTable;
import io.antipode.node.operation.table.DeleteTable;
import io.antipode.node.operation.table.DescribeContinuousBackups;
import io.antipode.node.operation.table.DescribeEndpoints;
import io.antipode.node.operation.table.DescribeLimits;
import io.antipode.node.operation.table.DescribeTable;
import io.antipode.node.operation.table.DescribeTimeToLive;
import io.antipode.node.operation.table.ListTables;
import io.antipode.node.operation.table.ListTagsOfResource;
import io.antipode.node.operation.table.TableContext;
import io.antipode.node.operation.table.TableSizes;
import io.antipode.node.operation.table.TagResource;
import io.antipode.node.operation.table.UntagResource;
import io.antipode.node.operation.table.UpdateTable;
import io.antipode.node.replica.ReplicaMembership;
import io.antipode.node.stream.ShardStreamLogs;
import java.util.ArrayList;
import java.util.List;

/** All actions of the API that there are. */
final class RegionOperations {
  private RegionOperations() {}

  static List<Operation> all(
      RegionOptions options,
      RegionPorts ports,
      ShardAccess shards,
      ReplicaMembership membership,
      TableSizes sizes) {
    TableContext tables =
        new TableContext(
            options.self(), ports.catalog(), membership, sizes, ports.time(), ports.entropy());
    OperationContext items =
        new OperationContext(
            shards, ports.catalog(), options.self(), ports.time(), ports.capacity());
    List<Operation> all = new ArrayList<>();
    all.addAll(
        List.of(
            new Dispatch<>(new CreateTable(tables)),
            new Dispatch<>(new DescribeTable(tables)),
            new Dispatch<>(new ListTables(tables)),
            new Dispatch<>(new UpdateTable(tables)),
            new Dispatch<>(new DeleteTable(tables)),
            new Dispatch<>(new TagResource(tables)),
            new Dispatch<>(new UntagResource(tables)),
            new Dispatch<>(new ListTagsOfResource(tables)),
            new Dispatch<>(new DescribeTimeToLive(tables)),
            new Dispatch<>(new DescribeContinuousBackups(tables)),
            new Dispatch<>(new DescribeLimits()),
            new Dispatch<>(new DescribeEndpoints(options.endpoint()))));
    all.addAll(
        List.of(
            new Dispatch<>(new PutItem(items)),
            new Dispatch<>(new GetItem(items)),
            new Dispatch<>(new UpdateItem(items)),
            new Dispatch<>(new DeleteItem(items)),
            new Dispatch<>(new Query(items)),
            new Dispatch<>(new Scan(items)),
            new Dispatch<>(new BatchGetItem(items)),
            new Dispatch<>(new BatchWriteItem(items))));
    StreamContext streams =
        new StreamContext(
            options.self(), ports.catalog(), new ShardStreamLogs(shards), ports.time());
    all.addAll(
        List.of(
            new Dispatch<>(new ListStreams(streams)),
            new Dispatch<>(new DescribeStream(streams)),
            new Dispatch<>(new GetShardIterator(streams)),
            new Dispatch<>(new GetRecords(streams))));
    return List.copyOf(all);
  }
}
