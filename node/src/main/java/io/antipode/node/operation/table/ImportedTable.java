package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableOptions;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.operation.table.Wishes.Definition;
import io.antipode.node.operation.table.Wishes.IndexWish;
import io.antipode.node.operation.table.Wishes.Settings;
import java.util.List;
import java.util.Map;

/**
 * The table that {@code ImportTable} makes: {@code TableCreationParameters} are checked as
 * CreateTable checks what it has in common with them. Any thread.
 */
public final class ImportedTable {
  private static final Structure SHAPE = DYNAMODB.structure("TableCreationParameters");
  private static final int NAME = SHAPE.index("TableName");
  private static final int DEFINITIONS = SHAPE.index("AttributeDefinitions");
  private static final int KEY = SHAPE.index("KeySchema");
  private static final int BILLING = SHAPE.index("BillingMode");
  private static final int CAPACITY = SHAPE.index("ProvisionedThroughput");
  private static final int ON_DEMAND = SHAPE.index("OnDemandThroughput");
  private static final int ENCRYPTION = SHAPE.index("SSESpecification");
  private static final int INDEXES = SHAPE.index("GlobalSecondaryIndexes");
  private static final TableMembers.Index INDEX =
      TableMembers.Index.global(DYNAMODB.structure("GlobalSecondaryIndex"));
  private static final Structure DEFINITION = DYNAMODB.structure("AttributeDefinition");
  private static final int DEFINITION_NAME = DEFINITION.index("AttributeName");
  private static final int DEFINITION_TYPE = DEFINITION.index("AttributeType");

  private final TableContext context;

  public ImportedTable(TableContext context) {
    this.context = context;
  }

  /** What a request asks for. */
  public CreateTable.Request request(Fields parameters) {
    String mode = parameters.textOrNull(BILLING);
    BillingMode billing = mode == null ? BillingMode.PROVISIONED : BillingMode.valueOf(mode);
    Settings settings =
        new Settings(
            billing,
            TableMembers.throughput(parameters.structureOrNull(CAPACITY)),
            null,
            TableMembers.encryption(parameters.structureOrNull(ENCRYPTION)),
            TableMembers.onDemand(parameters.structureOrNull(ON_DEMAND)),
            null,
            null,
            null);
    Throughput throughput = BillingRules.ofNewTable(settings, billing, context.leniency());
    Map<String, ScalarType> definitions =
        KeyRules.definitions(
            parameters.structures(DEFINITIONS).stream()
                .map(
                    each ->
                        new Definition(
                            each.text(DEFINITION_NAME),
                            ScalarType.valueOf(each.text(DEFINITION_TYPE))))
                .toList());
    KeySchema key = KeyRules.tableKey(TableMembers.key(parameters, KEY), definitions);
    List<IndexWish> wishes =
        parameters.has(INDEXES) ? INDEX.wishes(parameters.structures(INDEXES)) : null;
    return new CreateTable.Request(
        parameters.text(NAME),
        KeyRules.sorted(definitions),
        key,
        IndexRules.indexes(null, wishes, key, definitions, billing, context.leniency()),
        billing,
        throughput,
        null,
        SettingRules.options(settings, billing, throughput, TableOptions.DEFAULT, true),
        SettingRules.tableClass(settings),
        false,
        Map.of(),
        null);
  }

  /** Refuses a name that a table has. */
  public void checkFree(CreateTable.Request request) {
    if (context.catalog().view().byName(request.name()) != null) {
      throw taken(request.name());
    }
  }

  /** What is said of a name that a table has. */
  public static RuntimeException taken(String name) {
    return CreateTable.alreadyExists(name);
  }

  /** The table, CREATING, which is not in the catalog yet. */
  public TableDescriptor table(CreateTable.Request request) {
    return CreateTable.table(context, request, TableStatus.CREATING);
  }
}
