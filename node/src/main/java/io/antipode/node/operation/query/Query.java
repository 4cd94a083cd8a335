package io.antipode.node.operation.query;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.placement.KeySpace;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.action.Answer;
import io.antipode.node.action.ReadPlan;
import io.antipode.node.action.ReadSource;
import io.antipode.node.action.Selection;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.KeyConditions;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.item.KeyRange;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.Layout;
import io.antipode.node.operation.data.LegacyParameters;
import io.antipode.node.operation.data.Parameter;
import io.antipode.node.operation.data.ParameterRules;
import io.antipode.node.operation.data.Parameters;
import io.antipode.node.operation.data.TableLookup;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the items of one partition of a table or an index, in the order of the sort key. */
public final class Query implements Action<QueryRequest, PageResult> {
  private static final Structure INPUT = DYNAMODB.input("Query");
  private static final Layout LAYOUT = Layout.of(INPUT);
  private static final List<Parameter> EXPRESSIONS =
      List.of(
          Parameter.PROJECTION_EXPRESSION,
          Parameter.FILTER_EXPRESSION,
          Parameter.KEY_CONDITION_EXPRESSION);
  private static final List<Parameter> REPLACED =
      List.of(
          Parameter.ATTRIBUTES_TO_GET,
          Parameter.QUERY_FILTER,
          Parameter.CONDITIONAL_OPERATOR,
          Parameter.KEY_CONDITIONS);

  private final OperationContext context;
  private final Region region;
  private final TableLookup tables;

  public Query(OperationContext context) {
    this.context = context;
    this.region = context.region();
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "Query";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public QueryRequest decode(Fields fields) {
    Parameters parameters = new Parameters(fields, LAYOUT);
    String tableName = TableName.ofItems(region, parameters.requiredText(Parameter.TABLE_NAME));
    return decode(tableName, parameters);
  }

  private static QueryRequest decode(String tableName, Parameters request) {
    ParameterRules.check(request, EXPRESSIONS, REPLACED);
    Select select = Select.of(request, "1 validation error detected: ");
    Condition legacyFilter = LegacyParameters.condition(request, Parameter.QUERY_FILTER);
    ParameterRules.checkAttributesToGet(request);
    Item startKey = request.item(Parameter.EXCLUSIVE_START_KEY);
    if (!request.has(Parameter.KEY_CONDITIONS)
        && !request.has(Parameter.KEY_CONDITION_EXPRESSION)) {
      throw ApiException.validation(
          "Either the KeyConditions or KeyConditionExpression parameter must be specified in the"
              + " request.");
    }
    Expressions expressions = Expressions.parse(request);
    KeyConditions legacyKey = LegacyParameters.keyConditions(request);
    boolean forward =
        !request.has(Parameter.SCAN_INDEX_FORWARD) || request.flag(Parameter.SCAN_INDEX_FORWARD);
    return new QueryRequest(
        ReadOptions.of(tableName, request, expressions, select, startKey, legacyFilter),
        conditions(legacyKey, expressions),
        forward,
        legacyFilter == null ? "Filter Expression" : "QueryFilter");
  }

  private static KeyConditions conditions(@Nullable KeyConditions legacy, Expressions parsed) {
    KeyConditions conditions = parsed.key() != null ? parsed.key() : legacy;
    if (conditions == null) {
      throw new IllegalStateException("a query without key conditions");
    }
    return conditions;
  }

  @Override
  public void execute(QueryRequest request, Caller caller, Answer<PageResult> answer) {
    ReadOptions options = request.options();
    ReadSource source = Sources.find(tables.find(options.tableName()), options);
    caller.table(source.table().table().name());
    source.table().checkPaths(options.nestedRoots());
    Item startKey = options.startKey();
    byte[] after = startKey == null ? null : StartKey.check(startKey, source, StartKey.INVALID);
    KeyPlan key = KeyPlan.of(source, request.key());
    if (after != null) {
      StartKey.checkBounds(after, key);
    }
    Condition filter = options.filter();
    Set<String> filtered = filter == null ? Set.of() : filter.topLevelNames();
    refuseKeyFilter(source, filtered, request.filterParameter());
    Selection selection = options.select().of(source, options.view(), filtered);
    Page page =
        new Page(
            new ReadPlan(source, request.forward(), filter, selection),
            options,
            key.subject(source),
            context,
            answer);
    KeyRange range = key.rest(after, request.forward());
    if (source.isGlobal()) {
      new MergedRead(context, range, page).start();
    } else {
      ShardWalk.one(context, page, shardOf(source, key), range);
    }
  }

  /** The shard of the table's partition, which is also where its local indexes are. */
  private ShardId shardOf(ReadSource source, KeyPlan key) {
    KeySpace table = source.table().space();
    return context
        .shards()
        .shardOf(
            source.index() == null
                ? ItemKey.ofPrefix(table, key.prefix())
                : ItemKey.of(table, key.hashValues().getFirst(), null));
  }

  private static void refuseKeyFilter(
      ReadSource source, Set<String> filtered, @Nullable String parameter) {
    if (parameter == null || filtered.isEmpty()) {
      return;
    }
    Stream.concat(source.hash().stream(), source.range().stream())
        .map(KeyAttribute::name)
        .filter(filtered::contains)
        .findFirst()
        .ifPresent(
            name -> {
              throw ApiException.validation(
                  parameter
                      + " can only contain non-primary key attributes: Primary key attribute: "
                      + name);
            });
  }

  @Override
  public void render(PageResult result, JsonOut out) {
    result.write(out);
  }
}
