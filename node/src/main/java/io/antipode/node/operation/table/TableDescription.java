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
import io.antipode.cluster.catalog.TableOptions;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.placement.PartitionHash;
import io.antipode.cluster.topology.Region;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.table.TableSizes.TableSize;
import io.antipode.node.stream.StreamArn;
import java.util.List;
import java.util.UUID;

/** DynamoDB's {@code TableDescription}, as every table operation answers it. */
final class TableDescription {
  static final String GLOBAL_TABLE_VERSION = "2019.11.21";

  private final Region region;
  private final TableDescriptor table;
  private final SharedSettings shared;
  private final TableSize size;
  private final JsonOut out;

  private TableDescription(Region region, TableDescriptor table, TableSize size, JsonOut out) {
    this.region = region;
    this.table = table;
    this.shared = table.shared();
    this.size = size;
    this.out = out;
  }

  /** The table as it stands. */
  static void write(JsonOut out, Region region, TableDescriptor table, TableSize size) {
    new TableDescription(region, table, size, out).whole(shownStatus(region, table), true);
  }

  /** The table just made: it and its global indexes are shown as CREATING. */
  static void writeCreated(JsonOut out, Region region, TableDescriptor table) {
    new TableDescription(region, table, TableSize.EMPTY, out).whole(TableStatus.CREATING, false);
  }

  /** A table under change. */
  static void writeUpdated(
      JsonOut out, Region region, TableDescriptor table, TableStatus status, TableSize size) {
    new TableDescription(region, table, size, out).whole(status, true);
  }

  /** What is said of a table that is going. */
  static void writeDeleted(JsonOut out, Region region, TableDescriptor table, TableSize size) {
    TableDescription description = new TableDescription(region, table, size, out);
    out.beginObject();
    description.identity(TableStatus.DELETING);
    description.capacity();
    out.endObject();
  }

  /** 64 random bits of the id, shown in the form of a UUID. */
  static String tableId(long id) {
    return new UUID(id, PartitionHash.mix(id)).toString();
  }

  /**
   * A table is UPDATING while one of its global indexes, or a replica elsewhere, comes or goes, so
   * that clients that wait for ACTIVE wait for these too.
   */
  private static TableStatus shownStatus(Region region, TableDescriptor table) {
    if (table.status() != TableStatus.ACTIVE) {
      return table.status();
    }
    boolean indexChanging =
        table.indexes().stream().anyMatch(index -> index.status() != IndexDescriptor.Status.ACTIVE);
    boolean replicaChanging =
        table.replicas().values().stream()
            .anyMatch(replica -> !replica.region().equals(region) && isChanging(replica));
    return indexChanging || replicaChanging ? TableStatus.UPDATING : TableStatus.ACTIVE;
  }

  private static boolean isChanging(ReplicaDescriptor replica) {
    return switch (replica.status()) {
      case CREATING, UPDATING, DELETING -> true;
      case ACTIVE, CREATION_FAILED, GONE -> false;
    };
  }

  private void whole(TableStatus status, boolean settled) {
    out.beginObject();
    out.name("AttributeDefinitions").beginArray();
    for (AttributeDefinition attribute : shared.attributes()) {
      out.beginObject();
      out.name("AttributeName").value(attribute.name());
      out.name("AttributeType").value(attribute.type().name());
      out.endObject();
    }
    out.endArray();
    identity(status);
    key(out, shared.key());
    out.name("CreationDateTime").value(seconds(shared.createdAtMs()));
    capacity();
    if (settled) {
      Throughput warm = shared.options().warm();
      warmThroughput(
          warm.equals(Throughput.NONE) ? warmOf(shared.throughput()) : warm, shownWarmStatus());
    }
    options();
    if (!table.local().tableClass().equals(SettingRules.STANDARD)) {
      out.name("TableClassSummary").beginObject();
      out.name("TableClass").value(table.local().tableClass()).endObject();
    }
    indexes(IndexDescriptor.Scope.LOCAL, "LocalSecondaryIndexes", settled);
    indexes(IndexDescriptor.Scope.GLOBAL, "GlobalSecondaryIndexes", settled);
    stream();
    replicas();
    out.endObject();
  }

  private void identity(TableStatus status) {
    out.name("TableName").value(table.name());
    out.name("TableStatus").value(status.name());
    out.name("TableArn").value(Arns.table(region, table.name()));
    out.name("TableId").value(tableId(table.id()));
    out.name("TableSizeBytes").value(size.bytes());
    out.name("ItemCount").value(size.items());
    out.name("DeletionProtectionEnabled").value(table.local().deletionProtection());
  }

  private void capacity() {
    throughput(shared.throughput());
    if (onDemand()) {
      out.name("BillingModeSummary").beginObject();
      out.name("BillingMode").value(BillingMode.PAY_PER_REQUEST.name()).endObject();
    }
  }

  private void throughput(Throughput throughput) {
    out.name("ProvisionedThroughput").beginObject();
    out.name("NumberOfDecreasesToday").value(0);
    out.name("ReadCapacityUnits").value(throughput.readUnits());
    out.name("WriteCapacityUnits").value(throughput.writeUnits());
    out.endObject();
  }

  private Throughput warmOf(Throughput provisioned) {
    return onDemand() ? SettingRules.WARM : provisioned;
  }

  private void options() {
    TableOptions options = shared.options();
    Throughput max = options.maxOnDemand();
    if (!max.equals(Throughput.NONE)) {
      out.name("OnDemandThroughput").beginObject();
      out.name("MaxReadRequestUnits").value(boundOf(max.readUnits()));
      out.name("MaxWriteRequestUnits").value(boundOf(max.writeUnits()));
      out.endObject();
    }
    String key = options.kmsKeyId();
    if (key != null) {
      out.name("SSEDescription").beginObject();
      out.name("Status").value("ENABLED");
      out.name("SSEType").value("KMS");
      out.name("KMSMasterKeyArn").value(Arns.kmsKey(region, key)).endObject();
    }
  }

  /** The API says -1 where there is no bound. */
  private static long boundOf(long units) {
    return units == 0 ? -1 : units;
  }

  private void warmThroughput(Throughput warm, String status) {
    out.name("WarmThroughput").beginObject();
    out.name("ReadUnitsPerSecond").value(warm.readUnits());
    out.name("WriteUnitsPerSecond").value(warm.writeUnits());
    out.name("Status").value(status);
    out.endObject();
  }

  private String shownWarmStatus() {
    return table.status() == TableStatus.DELETING
        ? TableStatus.DELETING.name()
        : TableStatus.ACTIVE.name();
  }

  private boolean onDemand() {
    return shared.billing() == BillingMode.PAY_PER_REQUEST;
  }

  private void indexes(IndexDescriptor.Scope scope, String member, boolean settled) {
    List<IndexDescriptor> indexes =
        shared.indexes().stream().filter(index -> index.scope() == scope).toList();
    if (indexes.isEmpty()) {
      return;
    }
    out.name(member).beginArray();
    for (IndexDescriptor index : indexes) {
      index(index, settled);
    }
    out.endArray();
  }

  private void index(IndexDescriptor index, boolean settled) {
    out.beginObject();
    out.name("IndexName").value(index.name());
    key(out, index.key());
    out.name("Projection").beginObject();
    out.name("ProjectionType").value(index.projection().kind().name());
    if (index.projection().kind() == Projection.Kind.INCLUDE) {
      out.name("NonKeyAttributes").beginArray();
      index.projection().nonKeyAttributes().forEach(out::value);
      out.endArray();
    }
    out.endObject();
    if (index.scope() == IndexDescriptor.Scope.GLOBAL) {
      IndexDescriptor.Status status = settled ? index.status() : IndexDescriptor.Status.CREATING;
      out.name("IndexStatus").value(status.name());
      if (settled && status == IndexDescriptor.Status.CREATING) {
        out.name("Backfilling").value(true);
      }
      throughput(index.throughput());
      if (settled) {
        boolean active = status == IndexDescriptor.Status.ACTIVE;
        warmThroughput(warmOf(index.throughput()), active ? "ACTIVE" : "UPDATING");
      }
    }
    long items = size.indexItems().getOrDefault(index.id(), size.items());
    out.name("IndexSizeBytes").value(size.items() == 0 ? 0 : size.bytes() * items / size.items());
    out.name("ItemCount").value(items);
    out.name("IndexArn").value(Arns.index(region, table.name(), index.name()));
    out.endObject();
  }

  private void stream() {
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
  private void replicas() {
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
      if (replica.status() == ReplicaDescriptor.Status.CREATION_FAILED) {
        out.name("ReplicaStatusDescription")
            .value("Another table of this name exists in " + replica.region());
      }
      out.endObject();
    }
    out.endArray();
  }

  static void key(JsonOut out, KeySchema key) {
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

  private static double seconds(long epochMs) {
    return epochMs / 1000.0;
  }
}
