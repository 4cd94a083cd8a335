package io.antipode.node.operation.query;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.ReadPlan;
import io.antipode.node.action.ReadSource;
import io.antipode.node.action.Selection;
import io.antipode.node.api.ApiException;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.KeyConditions;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.item.KeyRange;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.JsonReader;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.DataAction;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.LegacyParameters;
import io.antipode.node.operation.data.Member;
import io.antipode.node.operation.data.ParameterRules;
import io.antipode.node.operation.data.RequestModel;
import io.antipode.node.operation.data.TableLookup;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the items of one partition of a table or an index, in the order of the sort key. */
public final class Query extends DataAction<QueryRequest, PageResult> {
  private static final RequestModel MODEL =
      RequestModel.of(
              Member.LIMIT,
              Member.EXCLUSIVE_START_KEY,
              Member.RETURN_CONSUMED_CAPACITY,
              Member.ATTRIBUTES_TO_GET,
              Member.QUERY_FILTER,
              Member.SELECT,
              Member.CONDITIONAL_OPERATOR,
              Member.KEY_CONDITIONS,
              Member.TABLE_NAME,
              Member.CONSISTENT_READ,
              Member.INDEX_NAME,
              Member.SCAN_INDEX_FORWARD,
              Member.KEY_CONDITION_EXPRESSION,
              Member.FILTER_EXPRESSION,
              Member.PROJECTION_EXPRESSION,
              Member.EXPRESSION_ATTRIBUTE_VALUES,
              Member.EXPRESSION_ATTRIBUTE_NAMES)
          .requiring(Member.TABLE_NAME);
  private static final List<Member> EXPRESSIONS =
      List.of(
          Member.PROJECTION_EXPRESSION, Member.FILTER_EXPRESSION, Member.KEY_CONDITION_EXPRESSION);
  private static final List<Member> REPLACED =
      List.of(
          Member.ATTRIBUTES_TO_GET,
          Member.QUERY_FILTER,
          Member.CONDITIONAL_OPERATOR,
          Member.KEY_CONDITIONS);

  private final OperationContext context;
  private final TableLookup tables;

  public Query(OperationContext context) {
    this.context = context;
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "Query";
  }

  @Override
  protected QueryRequest read(JsonReader body) {
    return decode(DataRequest.read(body, MODEL));
  }

  private static QueryRequest decode(DataRequest request) {
    ParameterRules.check(request, EXPRESSIONS, REPLACED);
    Select select = Select.of(request, "1 validation error detected: ");
    Condition legacyFilter = LegacyParameters.condition(request, Member.QUERY_FILTER);
    ParameterRules.checkAttributesToGet(request);
    Item startKey = StartKey.read(request);
    if (!request.has(Member.KEY_CONDITIONS) && !request.has(Member.KEY_CONDITION_EXPRESSION)) {
      throw ApiException.validation(
          "Either the KeyConditions or KeyConditionExpression parameter must be specified in the"
              + " request.");
    }
    Expressions expressions = Expressions.parse(request);
    KeyConditions legacyKey = LegacyParameters.keyConditions(request);
    boolean forward =
        !request.has(Member.SCAN_INDEX_FORWARD) || request.flag(Member.SCAN_INDEX_FORWARD);
    return new QueryRequest(
        ReadOptions.of(request, expressions, select, startKey, legacyFilter),
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
        new Page(new ReadPlan(source, request.forward(), filter, selection), options, answer);
    KeyRange range = key.rest(after, request.forward());
    if (source.isGlobal()) {
      new MergedRead(context, range, page).start();
    } else {
      ShardWalk.one(context, page, shardOf(source, key), range);
    }
  }

  private ShardId shardOf(ReadSource source, KeyPlan key) {
    return context
        .shards()
        .shardOf(ItemKey.of(source.table().table().id(), key.hashValues().getFirst(), null));
  }

  private static void refuseKeyFilter(ReadSource source, Set<String> filtered, String parameter) {
    if (filtered.isEmpty()) {
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
  protected void render(PageResult result, JsonOut out) {
    result.write(out);
  }
}
