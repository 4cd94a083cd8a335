package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.placement.PartitionHash;
import io.antipode.cluster.topology.Region;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.table.TableSizes.TableSize;
import io.antipode.node.replica.Disassociation;
import io.antipode.node.stream.StreamArn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** DynamoDB's {@code TableDescription}, as every table operation answers it. */
public final class TableDescription {
  static final String GLOBAL_TABLE_VERSION = "2019.11.21";

  /** What AWS says of every global table of one account. */
  private static final String SETTINGS_MODE = "ENABLED_WITH_OVERRIDES";

  private final Region region;
  private final TableDescriptor table;
  private final SharedSettings shared;
  private final TableSize size;
  private final @Nullable Restore restore;
  private final long nowMs;

  TableDescription(
      Region region, TableDescriptor table, TableSize size, @Nullable Restore restore, long nowMs) {
    this.region = region;
    this.table = table;
    this.shared = table.shared();
    this.size = size;
    this.restore = restore;
    this.nowMs = nowMs;
  }

  /** The table as it stands. */
  void write(JsonOut out) {
    whole(out, shownStatus(region, table), true);
  }

  /** The table just made: it and its global indexes are shown as CREATING. */
  public void writeCreated(JsonOut out) {
    whole(out, TableStatus.CREATING, false);
  }

  /** A table under change. */
  void writeUpdated(JsonOut out, TableStatus status) {
    whole(out, status, true);
  }

  /** What is said of a table that is going. */
  void writeDeleted(JsonOut out) {
    out.beginObject();
    identity(out, TableStatus.DELETING);
    capacity(out, true);
    out.endObject();
  }

  /** 64 random bits of the id, shown in the form of a UUID. */
  public static String tableId(long id) {
    return new UUID(id, PartitionHash.mix(id)).toString();
  }

  /**
   * A table is UPDATING while one of its global indexes, or a replica elsewhere, comes or goes, or
   * its own parts from the others, so that clients that wait for ACTIVE wait for these too.
   */
  static TableStatus shownStatus(Region region, TableDescriptor table) {
    if (table.status() != TableStatus.ACTIVE) {
      return table.status();
    }
    boolean indexChanging =
        table.indexes().stream().anyMatch(index -> index.status() != IndexDescriptor.Status.ACTIVE);
    return indexChanging || table.replicasChangeBeyond(region) || table.isPartingIn(region)
        ? TableStatus.UPDATING
        : TableStatus.ACTIVE;
  }

  private void whole(JsonOut out, TableStatus status, boolean settled) {
    out.beginObject();
    out.name("AttributeDefinitions").beginArray();
    for (AttributeDefinition attribute : shared.attributes()) {
      out.beginObject();
      out.name("AttributeName").value(attribute.name());
      out.name("AttributeType").value(attribute.type().name());
      out.endObject();
    }
    out.endArray();
    identity(out, status);
    key(out, shared.key());
    out.name("CreationDateTime").value(CapacityDescription.seconds(shared.createdAtMs()));
    capacity(out, settled);
    if (settled) {
      CapacityDescription.warm(
          out,
          SettingRules.warm(shared.billing(), shared.throughput(), shared.options()),
          shownWarmStatus());
    }
    CapacityDescription.onDemand(out, shared.options());
    encryption(out);
    if (!table.local().tableClass().equals(SettingRules.STANDARD)) {
      out.name("TableClassSummary").beginObject();
      out.name("TableClass").value(table.local().tableClass()).endObject();
    }
    indexes(out, IndexDescriptor.Scope.LOCAL, "LocalSecondaryIndexes", settled);
    indexes(out, IndexDescriptor.Scope.GLOBAL, "GlobalSecondaryIndexes", settled);
    stream(out);
    replicas(out);
    restore(out);
    out.endObject();
  }

  /** Shown as long as the table is filled, and no longer. */
  private void restore(JsonOut out) {
    if (restore != null) {
      out.name("RestoreSummary").beginObject();
      if (restore.backupArn() != null) {
        out.name("SourceBackupArn").value(restore.backupArn());
      }
      out.name("SourceTableArn").value(restore.sourceTableArn());
      out.name("RestoreDateTime").value(CapacityDescription.seconds(restore.restoreToMs()));
      out.name("RestoreInProgress").value(true);
      out.endObject();
    }
  }

  private void identity(JsonOut out, TableStatus status) {
    out.name("TableName").value(table.name());
    out.name("TableStatus").value(status.name());
    out.name("TableArn").value(Arns.table(region, table.name()));
    out.name("TableId").value(tableId(table.id()));
    out.name("TableSizeBytes").value(size.bytes());
    out.name("ItemCount").value(size.items());
    out.name("DeletionProtectionEnabled").value(table.local().deletionProtection());
  }

  private void capacity(JsonOut out, boolean settled) {
    CapacityDescription.provisioned(out, shared.throughput(), shared.options().history(), nowMs);
    CapacityDescription.billing(out, shared, settled);
  }

  private Throughput warmOf(Throughput provisioned) {
    return shared.billing() == BillingMode.PAY_PER_REQUEST ? SettingRules.WARM : provisioned;
  }

  private void encryption(JsonOut out) {
    encryption(out, region, shared);
  }

  /** {@code SSEDescription}, where it is more than the service's own. */
  public static void encryption(JsonOut out, Region region, SharedSettings shared) {
    String key = shared.options().kmsKeyId();
    if (key != null) {
      out.name("SSEDescription").beginObject();
      out.name("Status").value("ENABLED");
      out.name("SSEType").value("KMS");
      out.name("KMSMasterKeyArn").value(Arns.kmsKey(region, key)).endObject();
    }
  }

  private String shownWarmStatus() {
    return table.status() == TableStatus.DELETING
        ? TableStatus.DELETING.name()
        : TableStatus.ACTIVE.name();
  }

  private void indexes(JsonOut out, IndexDescriptor.Scope scope, String member, boolean settled) {
    List<IndexDescriptor> indexes =
        shared.indexes().stream().filter(index -> index.scope() == scope).toList();
    if (indexes.isEmpty()) {
      return;
    }
    out.name(member).beginArray();
    for (IndexDescriptor index : indexes) {
      index(out, index, settled);
    }
    out.endArray();
  }

  private void index(JsonOut out, IndexDescriptor index, boolean settled) {
    out.beginObject();
    out.name("IndexName").value(index.name());
    key(out, index.key());
    projection(out, index.projection());
    if (index.scope() == IndexDescriptor.Scope.GLOBAL) {
      IndexDescriptor.Status status = settled ? index.status() : IndexDescriptor.Status.CREATING;
      out.name("IndexStatus").value(status.name());
      if (settled && status == IndexDescriptor.Status.CREATING) {
        out.name("Backfilling").value(true);
      }
      CapacityDescription.provisioned(out, index.throughput(), index.history(), nowMs);
      if (settled) {
        boolean active = status == IndexDescriptor.Status.ACTIVE;
        CapacityDescription.warm(out, warmOf(index.throughput()), active ? "ACTIVE" : "UPDATING");
      }
    }
    long items = size.indexItems().getOrDefault(index.id(), size.items());
    out.name("IndexSizeBytes").value(size.items() == 0 ? 0 : size.bytes() * items / size.items());
    out.name("ItemCount").value(items);
    out.name("IndexArn").value(Arns.index(region, table.name(), index.name()));
    out.endObject();
  }

  private void stream(JsonOut out) {
    StreamDescriptor stream = table.stream();
    if (stream != null) {
      out.name("StreamSpecification").beginObject();
      out.name("StreamEnabled").value(true);
      out.name("StreamViewType").value(stream.viewType().name());
      out.endObject();
    }
    if (!table.local().streams().isEmpty()) {
      StreamDescriptor latest = table.local().streams().getLast();
      out.name("LatestStreamLabel").value(StreamArn.label(latest.createdAtMs()));
      out.name("LatestStreamArn")
          .value(new StreamArn(region, table.name(), latest.createdAtMs()).toString());
    }
  }

  /** Every other region of a global table, as its own region last reported it. */
  private void replicas(JsonOut out) {
    List<ReplicaDescriptor> others =
        table.replicas().values().stream()
            .filter(replica -> replica.present() && !replica.region().equals(region))
            .sorted((a, b) -> a.region().compareTo(b.region()))
            .toList();
    if (others.isEmpty()) {
      return;
    }
    out.name("GlobalTableVersion").value(GLOBAL_TABLE_VERSION);
    out.name("MultiRegionConsistency").value("EVENTUAL");
    out.name("Replicas").beginArray();
    for (ReplicaDescriptor replica : others) {
      out.beginObject();
      out.name("RegionName").value(replica.region().name());
      out.name("ReplicaStatus").value(replica.status().name());
      out.name("ReplicaArn").value(Arns.table(replica.region(), table.name()));
      out.name("GlobalTableSettingsReplicationMode").value(SETTINGS_MODE);
      if (replica.status() == ReplicaDescriptor.Status.CREATION_FAILED) {
        out.name("ReplicaStatusDescription")
            .value("Another table of this name exists in " + replica.region());
      }
      out.endObject();
    }
    out.endArray();
    out.name("GlobalTableSettingsReplicationMode").value(SETTINGS_MODE);
    if (Disassociation.isReplica(region, table)) {
      out.name("DisassociationProtectionEnabled").value(table.local().disassociationProtection());
    }
  }

  /** {@code Projection}. */
  public static void projection(JsonOut out, Projection projection) {
    out.name("Projection").beginObject();
    out.name("ProjectionType").value(projection.kind().name());
    if (projection.kind() == Projection.Kind.INCLUDE) {
      out.name("NonKeyAttributes").beginArray();
      projection.nonKeyAttributes().forEach(out::value);
      out.endArray();
    }
    out.endObject();
  }

  /** {@code KeySchema}. */
  public static void key(JsonOut out, KeySchema key) {
    out.name("KeySchema").beginArray();
    key.hash().forEach(name -> keyElement(out, name, "HASH"));
    key.range().forEach(name -> keyElement(out, name, "RANGE"));
    out.endArray();
  }

  private static void keyElement(JsonOut out, String name, String type) {
    out.beginObject();
    out.name("AttributeName").value(name);
    out.name("KeyType").value(type);
    out.endObject();
  }
}
