package io.antipode.node.operation.backup;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.catalog.TimeToLive;
import io.antipode.cluster.topology.Region;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Kind;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.table.CapacityDescription;
import io.antipode.node.operation.table.TableDescription;
import java.util.List;

/** What is told of a backup. */
final class BackupText {
  static final String CREATING = "CREATING";
  static final String DELETED = "DELETED";
  private static final String AVAILABLE = "AVAILABLE";

  private final Region region;
  private final Backup backup;
  private final TableDescriptor table;
  private final String arn;
  private final String status;

  /**
   * @param arn that it was asked for by
   */
  BackupText(Region region, Backup backup, String arn, String status) {
    this.region = region;
    this.backup = backup;
    this.table = backup.table();
    this.arn = arn;
    this.status = status;
  }

  static String statusOf(Backup backup) {
    return backup.finished() ? AVAILABLE : CREATING;
  }

  /** {@code BackupDetails}. */
  void details(JsonOut out) {
    out.name("BackupDetails").beginObject();
    out.name("BackupArn").value(arn);
    common(out);
    out.endObject();
  }

  private void common(JsonOut out) {
    out.name("BackupName").value(backup.name());
    out.name("BackupSizeBytes").value(backup.bytes());
    out.name("BackupStatus").value(status);
    out.name("BackupType").value(backup.kind().name());
    out.name("BackupCreationDateTime").value(CapacityDescription.seconds(backup.createdAtMs()));
    if (backup.expiresAtMs() > 0) {
      out.name("BackupExpiryDateTime").value(CapacityDescription.seconds(backup.expiresAtMs()));
    }
  }

  /** One of {@code BackupSummaries}. */
  void summary(JsonOut out) {
    out.beginObject();
    out.name("TableName").value(table.name());
    out.name("TableId").value(TableDescription.tableId(table.id()));
    out.name("TableArn").value(Arns.table(region, table.name()));
    out.name("BackupArn").value(arn);
    common(out);
    out.endObject();
  }

  /** {@code BackupDescription}. */
  void description(JsonOut out) {
    out.name("BackupDescription").beginObject();
    details(out);
    source(out);
    features(out);
    out.endObject();
  }

  private void source(JsonOut out) {
    out.name("SourceTableDetails").beginObject();
    out.name("TableName").value(table.name());
    out.name("TableId").value(TableDescription.tableId(table.id()));
    out.name("TableArn").value(Arns.table(region, table.name()));
    out.name("TableSizeBytes").value(backup.bytes());
    TableDescription.key(out, table.key());
    out.name("TableCreationDateTime")
        .value(CapacityDescription.seconds(table.shared().createdAtMs()));
    capacity(out, table.shared().throughput());
    CapacityDescription.onDemand(out, table.shared().options());
    out.name("ItemCount").value(backup.items());
    out.name("BillingMode").value(table.shared().billing().name());
    out.endObject();
  }

  private static void capacity(JsonOut out, Throughput throughput) {
    out.name("ProvisionedThroughput").beginObject();
    out.name("ReadCapacityUnits").value(throughput.readUnits());
    out.name("WriteCapacityUnits").value(throughput.writeUnits());
    out.endObject();
  }

  /** Of what is left of a deleted table AWS tells none. */
  private void features(JsonOut out) {
    out.name("SourceTableFeatureDetails").beginObject();
    if (backup.kind() == Kind.USER) {
      indexes(out, IndexDescriptor.Scope.LOCAL, "LocalSecondaryIndexes");
      indexes(out, IndexDescriptor.Scope.GLOBAL, "GlobalSecondaryIndexes");
      StreamDescriptor stream = table.stream();
      if (stream != null) {
        out.name("StreamDescription").beginObject();
        out.name("StreamEnabled").value(true);
        out.name("StreamViewType").value(stream.viewType().name());
        out.endObject();
      }
      TimeToLive ttl = table.shared().timeToLive();
      if (ttl != null && ttl.enabled()) {
        out.name("TimeToLiveDescription").beginObject();
        out.name("TimeToLiveStatus").value("ENABLED");
        out.name("AttributeName").value(ttl.attribute());
        out.endObject();
      }
      TableDescription.encryption(out, region, table.shared());
    }
    out.endObject();
  }

  private void indexes(JsonOut out, IndexDescriptor.Scope scope, String member) {
    List<IndexDescriptor> indexes =
        table.indexes().stream().filter(index -> index.scope() == scope).toList();
    if (indexes.isEmpty()) {
      return;
    }
    out.name(member).beginArray();
    for (IndexDescriptor index : indexes) {
      out.beginObject();
      out.name("IndexName").value(index.name());
      TableDescription.key(out, index.key());
      TableDescription.projection(out, index.projection());
      if (scope == IndexDescriptor.Scope.GLOBAL) {
        capacity(out, index.throughput());
      }
      out.endObject();
    }
    out.endArray();
  }
}
