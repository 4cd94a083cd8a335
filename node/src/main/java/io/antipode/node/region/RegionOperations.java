package io.antipode.node.region;

import io.antipode.node.action.ShardAccess;
import io.antipode.node.admission.Admission;
import io.antipode.node.backup.Backups;
import io.antipode.node.insight.KeyInsights;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Dispatch;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.backup.BackupContext;
import io.antipode.node.operation.backup.CreateBackup;
import io.antipode.node.operation.backup.DeleteBackup;
import io.antipode.node.operation.backup.DescribeBackup;
import io.antipode.node.operation.backup.DescribeContinuousBackups;
import io.antipode.node.operation.backup.ListBackups;
import io.antipode.node.operation.backup.RestoreTableFromBackup;
import io.antipode.node.operation.backup.RestoreTableToPointInTime;
import io.antipode.node.operation.backup.RestoreTarget;
import io.antipode.node.operation.backup.UpdateContinuousBackups;
import io.antipode.node.operation.batch.BatchGetItem;
import io.antipode.node.operation.batch.BatchWriteItem;
import io.antipode.node.operation.destination.DescribeKinesisStreamingDestination;
import io.antipode.node.operation.destination.DisableKinesisStreamingDestination;
import io.antipode.node.operation.destination.EnableKinesisStreamingDestination;
import io.antipode.node.operation.destination.UpdateKinesisStreamingDestination;
import io.antipode.node.operation.globaltable.CreateGlobalTable;
import io.antipode.node.operation.globaltable.ListGlobalTables;
import io.antipode.node.operation.globaltable.NoGlobalTable;
import io.antipode.node.operation.globaltable.UpdateGlobalTable;
import io.antipode.node.operation.insight.DescribeContributorInsights;
import io.antipode.node.operation.insight.ListContributorInsights;
import io.antipode.node.operation.insight.UpdateContributorInsights;
import io.antipode.node.operation.item.DeleteItem;
import io.antipode.node.operation.item.GetItem;
import io.antipode.node.operation.item.PutItem;
import io.antipode.node.operation.item.UpdateItem;
import io.antipode.node.operation.partiql.BatchExecuteStatement;
import io.antipode.node.operation.partiql.ExecuteStatement;
import io.antipode.node.operation.partiql.ExecuteTransaction;
import io.antipode.node.operation.query.Query;
import io.antipode.node.operation.query.Scan;
import io.antipode.node.operation.stream.DescribeStream;
import io.antipode.node.operation.stream.GetRecords;
import io.antipode.node.operation.stream.GetShardIterator;
import io.antipode.node.operation.stream.ListStreams;
import io.antipode.node.operation.stream.StreamContext;
import io.antipode.node.operation.table.CreateTable;
import io.antipode.node.operation.table.DeleteResourcePolicy;
import io.antipode.node.operation.table.DeleteTable;
import io.antipode.node.operation.table.DescribeEndpoints;
import io.antipode.node.operation.table.DescribeLimits;
import io.antipode.node.operation.table.DescribeTable;
import io.antipode.node.operation.table.DescribeTableReplicaAutoScaling;
import io.antipode.node.operation.table.DescribeTimeToLive;
import io.antipode.node.operation.table.GetResourcePolicy;
import io.antipode.node.operation.table.ListTables;
import io.antipode.node.operation.table.ListTagsOfResource;
import io.antipode.node.operation.table.PutResourcePolicy;
import io.antipode.node.operation.table.TableContext;
import io.antipode.node.operation.table.TableSizes;
import io.antipode.node.operation.table.TagResource;
import io.antipode.node.operation.table.UntagResource;
import io.antipode.node.operation.table.UpdateTable;
import io.antipode.node.operation.table.UpdateTimeToLive;
import io.antipode.node.operation.transaction.TransactGetItems;
import io.antipode.node.operation.transaction.TransactWriteItems;
import io.antipode.node.operation.transfer.CancelBulkOperation;
import io.antipode.node.operation.transfer.DescribeBulkOperation;
import io.antipode.node.operation.transfer.DescribeExport;
import io.antipode.node.operation.transfer.DescribeImport;
import io.antipode.node.operation.transfer.ExportTableToPointInTime;
import io.antipode.node.operation.transfer.ImportTable;
import io.antipode.node.operation.transfer.ListBulkOperations;
import io.antipode.node.operation.transfer.ListExports;
import io.antipode.node.operation.transfer.ListImports;
import io.antipode.node.operation.transfer.StartBulkPutItems;
import io.antipode.node.operation.transfer.TransferActions;
import io.antipode.node.replica.ReplicaMembership;
import io.antipode.node.stream.ShardStreamLogs;
import io.antipode.node.transfer.Transfers;
import java.util.List;
import java.util.stream.Stream;

/** All actions of the API that there are. */
final class RegionOperations {
  private RegionOperations() {}

  static List<Operation> all(
      RegionOptions options,
      RegionPorts ports,
      ShardAccess shards,
      ReplicaMembership membership,
      TableSizes sizes,
      Backups backups,
      KeyInsights insights,
      Transfers transfers) {
    TableContext tables =
        new TableContext(
            options.self(),
            ports.catalog(),
            membership,
            sizes,
            ports.time(),
            ports.entropy(),
            options.leniency(),
            backups);
    BackupContext copies = new BackupContext(tables, backups);
    RestoreTarget restored = new RestoreTarget(copies);
    TransferActions moved = new TransferActions(tables, transfers);
    OperationContext items =
        new OperationContext(
            shards,
            ports.catalog(),
            options.self(),
            ports.time(),
            ports.capacity(),
            new Admission(
                options.self(), ports.catalog(), ports.time(), options.throttling(), insights),
            ports.memory(),
            ports.entropy());
    StreamContext streams =
        new StreamContext(
            options.self(), ports.catalog(), new ShardStreamLogs(shards), ports.time());
    return Stream.<Action<?, ?>>of(
            new CreateTable(tables),
            new DescribeTable(tables),
            new ListTables(tables),
            new UpdateTable(tables),
            new DeleteTable(tables),
            new TagResource(tables),
            new UntagResource(tables),
            new ListTagsOfResource(tables),
            new DescribeTimeToLive(tables),
            new UpdateTimeToLive(tables),
            new CreateBackup(copies),
            new DescribeBackup(copies),
            new ListBackups(copies),
            new DeleteBackup(copies),
            new RestoreTableFromBackup(copies, restored),
            new PutResourcePolicy(tables),
            new GetResourcePolicy(tables),
            new DeleteResourcePolicy(tables),
            new UpdateContinuousBackups(copies),
            new DescribeContinuousBackups(copies),
            new RestoreTableToPointInTime(copies, restored),
            new ExportTableToPointInTime(moved),
            new DescribeExport(moved),
            new ListExports(moved),
            new ImportTable(moved),
            new DescribeImport(moved),
            new ListImports(moved),
            new StartBulkPutItems(moved),
            new DescribeBulkOperation(moved),
            new ListBulkOperations(moved),
            new CancelBulkOperation(moved),
            new DescribeTableReplicaAutoScaling(tables),
            new UpdateContributorInsights(tables),
            new DescribeContributorInsights(tables),
            new ListContributorInsights(tables),
            new EnableKinesisStreamingDestination(tables),
            new DisableKinesisStreamingDestination(tables),
            new UpdateKinesisStreamingDestination(tables),
            new DescribeKinesisStreamingDestination(tables),
            new DescribeLimits(),
            new DescribeEndpoints(options.endpoint()),
            new CreateGlobalTable(options.self()),
            new UpdateGlobalTable(options.self()),
            NoGlobalTable.described(),
            NoGlobalTable.settingsDescribed(),
            NoGlobalTable.settingsUpdated(),
            new ListGlobalTables(),
            new PutItem(items),
            new GetItem(items),
            new UpdateItem(items),
            new DeleteItem(items),
            new Query(items),
            new Scan(items),
            new BatchGetItem(items),
            new BatchWriteItem(items),
            new TransactWriteItems(items),
            new TransactGetItems(items),
            new ExecuteStatement(items),
            new BatchExecuteStatement(items),
            new ExecuteTransaction(items),
            new ListStreams(streams),
            new DescribeStream(streams),
            new GetShardIterator(streams),
            new GetRecords(streams))
        .<Operation>map(action -> new Dispatch<>(action, options.leniency()))
        .toList();
  }
}
