package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.ResourcePolicy;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableOptions;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.placement.KeySpace;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.table.Wishes.IndexWish;
import io.antipode.node.operation.table.Wishes.Settings;
import io.antipode.node.stream.StreamLabels;
import io.antipode.replication.clock.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code CreateTable}. The answer says CREATING, as DynamoDB's does, but the table is ready when it
 * is given: the catalog has told every shard by then.
 */
public final class CreateTable implements Action<CreateTable.Request, TableDescriptor> {
  private static final Structure INPUT = DYNAMODB.input("CreateTable");
  private static final TableMembers.Input MEMBERS = TableMembers.Input.of(INPUT);
  private static final int KEY = INPUT.index("KeySchema");
  private static final int LOCAL_INDEXES = INPUT.index("LocalSecondaryIndexes");
  private static final int GLOBAL_INDEXES = INPUT.index("GlobalSecondaryIndexes");
  private static final int TAGS = INPUT.index("Tags");
  private static final int POLICY = INPUT.index("ResourcePolicy");
  private static final TableMembers.Index LOCAL_INDEX =
      TableMembers.Index.local(DYNAMODB.structure("LocalSecondaryIndex"));
  private static final TableMembers.Index GLOBAL_INDEX =
      TableMembers.Index.global(DYNAMODB.structure("GlobalSecondaryIndex"));

  private final TableContext context;

  public CreateTable(TableContext context) {
    this.context = context;
  }

  /**
   * A table that may be made, unless its name is taken.
   *
   * @param indexes without their ids
   */
  public record Request(
      String name,
      List<AttributeDefinition> attributes,
      KeySchema key,
      List<IndexDescriptor> indexes,
      BillingMode billing,
      Throughput throughput,
      @Nullable StreamViewType stream,
      TableOptions options,
      String tableClass,
      boolean deletionProtection,
      Map<String, String> tags,
      @Nullable String policy) {}

  @Override
  public String name() {
    return "CreateTable";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public void checkFirst(Fields fields) {
    TableName.required(context.region(), fields, MEMBERS.tableName());
  }

  @Override
  public Request decode(Fields fields) {
    Settings settings = MEMBERS.settings(fields);
    BillingMode billing = settings.billing() == null ? BillingMode.PROVISIONED : settings.billing();
    Throughput throughput = BillingRules.ofNewTable(settings, billing, context.leniency());
    Map<String, ScalarType> definitions = KeyRules.definitions(MEMBERS.definitions(fields));
    KeySchema key = KeyRules.tableKey(TableMembers.key(fields, KEY), definitions);
    List<IndexDescriptor> indexes =
        IndexRules.indexes(
            wishes(fields, LOCAL_INDEXES, LOCAL_INDEX),
            wishes(fields, GLOBAL_INDEXES, GLOBAL_INDEX),
            key,
            definitions,
            billing,
            context.leniency());
    return new Request(
        TableName.required(context.region(), fields, MEMBERS.tableName()),
        KeyRules.sorted(definitions),
        key,
        indexes,
        billing,
        throughput,
        SettingRules.streamOfNewTable(settings.stream()),
        SettingRules.options(settings, billing, throughput, TableOptions.DEFAULT, true),
        SettingRules.tableClass(settings),
        Boolean.TRUE.equals(settings.deletionProtection()),
        TagRules.tags(fields.structures(TAGS)),
        policy(fields));
  }

  private static @Nullable String policy(Fields fields) {
    String policy = fields.textOrNull(POLICY);
    if (policy != null) {
      PolicyDocument.check(policy);
    }
    return policy;
  }

  private static @Nullable List<IndexWish> wishes(
      Fields fields, int member, TableMembers.Index index) {
    return fields.has(member) ? index.wishes(fields.structures(member)) : null;
  }

  @Override
  public void execute(Request request, Caller caller, Answer<TableDescriptor> answer) {
    if (context.catalog().view().byName(request.name()) != null) {
      throw alreadyExists(request.name());
    }
    answer.with(
        context
            .catalog()
            .add(table(context, request, TableStatus.ACTIVE), () -> alreadyExists(request.name())));
  }

  /** The table that a request describes, with new ids. */
  static TableDescriptor table(TableContext context, Request request, TableStatus status) {
    long now = context.time().epochMs();
    List<IndexDescriptor> indexes =
        request.indexes().stream().map(each -> each.withId(context.entropy().nextLong())).toList();
    List<StreamDescriptor> streams =
        request.stream() == null
            ? List.of()
            : List.of(
                StreamLabels.next(context.catalog().view(), request.name(), request.stream(), now));
    return new TableDescriptor(
        context.entropy().nextLong(),
        request.name(),
        status,
        new SharedSettings(
            Version.atMs(now),
            now,
            request.attributes(),
            request.key(),
            indexes,
            request.billing(),
            request.throughput(),
            request.stream(),
            request.billing() == BillingMode.PAY_PER_REQUEST
                ? request.options().withOnDemandAt(now)
                : request.options(),
            KeySpace.seedOf(request.name()),
            null),
        new LocalSettings(
            request.deletionProtection(),
            request.tags(),
            request.tableClass(),
            streams,
            0,
            request.policy() == null
                ? List.of()
                : List.of(
                    new ResourcePolicy(
                        ResourcePolicy.TABLE, request.policy(), Long.toString(now)))),
        Map.of());
  }

  @Override
  public void render(TableDescriptor created, JsonOut out) {
    out.beginObject();
    context
        .description(created, TableSizes.TableSize.EMPTY)
        .writeCreated(out.name("TableDescription"));
    out.endObject();
  }

  static RuntimeException alreadyExists(String name) {
    return Invalid.inUse("Table already exists: " + name);
  }
}
