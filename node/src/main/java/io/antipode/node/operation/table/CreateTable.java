package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.LocalSettings;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableOptions;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.request.Body;
import io.antipode.node.operation.request.ModelCheck;
import io.antipode.node.operation.request.TableArn;
import io.antipode.node.stream.StreamLabels;
import io.antipode.replication.clock.Version;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code CreateTable}. The answer says CREATING, as DynamoDB's does, but the table is ready when it
 * is given: the catalog has told every shard by then.
 */
public final class CreateTable implements Operation {
  private final TableContext context;

  /**
   * Names being created: the catalog is atomic per table id only, so two requests for one name must
   * not be under way at once.
   */
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  public CreateTable(TableContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "CreateTable";
  }

  @Override
  public void handle(Call call) throws IOException {
    Body request = Body.read(call.body());
    ModelCheck.require(request, "TableName");
    ModelCheck.check(TableShapes.CREATE_TABLE, request);
    TableDescriptor table = newTable(request);
    if (!underWay.add(table.name())) {
      throw alreadyExists(table.name());
    }
    if (context.catalog().view().byName(table.name()) != null) {
      underWay.remove(table.name());
      throw alreadyExists(table.name());
    }
    Answers.when(
        context
            .catalog()
            .update(table.id(), before -> table)
            .whenComplete((created, failure) -> underWay.remove(table.name())),
        call,
        created ->
            Answers.object(
                call,
                out ->
                    TableDescription.writeCreated(
                        out.name("TableDescription"), context.region(), created)));
  }

  private TableDescriptor newTable(Body request) {
    String name = TableArn.requiredTable(context.region(), request);
    BillingMode billing = BillingRules.mode(request);
    Throughput throughput = BillingRules.ofNewTable(request, billing);
    Map<String, ScalarType> definitions = KeyRules.definitions(request);
    KeySchema key = KeyRules.tableKey(request.structs("KeySchema"), definitions);
    List<IndexDescriptor> indexes =
        IndexRules.indexes(request, key, definitions, billing, context.entropy());
    StreamViewType viewType = SettingRules.streamOfNewTable(request);
    TableOptions options = SettingRules.options(request, billing, TableOptions.DEFAULT);
    String tableClass = SettingRules.tableClass(request);
    Map<String, String> tags = TagRules.tags(request.structs("Tags"));
    long now = context.time().epochMs();
    List<StreamDescriptor> streams =
        viewType == null
            ? List.of()
            : List.of(StreamLabels.next(context.catalog().view(), name, viewType, now));
    return new TableDescriptor(
        context.entropy().nextLong(),
        name,
        TableStatus.ACTIVE,
        new SharedSettings(
            Version.atMs(now),
            now,
            KeyRules.sorted(definitions),
            key,
            indexes,
            billing,
            throughput,
            viewType,
            options),
        new LocalSettings(request.flag("DeletionProtectionEnabled"), tags, tableClass, streams),
        Map.of());
  }

  private static RuntimeException alreadyExists(String name) {
    return Invalid.inUse("Table already exists: " + name);
  }
}
