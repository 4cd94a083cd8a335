package io.antipode.node.operation.query;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.ItemView;
import io.antipode.node.api.ApiException;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.KeyConditions;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.item.KeyRange;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.Hop;
import io.antipode.node.operation.data.LegacyParameters;
import io.antipode.node.operation.data.Member;
import io.antipode.node.operation.data.ParameterRules;
import io.antipode.node.operation.data.RequestModel;
import io.antipode.node.operation.data.TableLookup;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the items of one partition of a table or an index, in the order of the sort key. */
public final class Query implements Operation {
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
  public void handle(Call call) throws IOException {
    DataRequest request = DataRequest.read(call.body(), MODEL);
    ParameterRules.check(request, EXPRESSIONS, REPLACED);
    Selection.checkParameters(request, "1 validation error detected: ");
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
    ItemView view = expressions.view(request);
    ReadSource source =
        ReadSource.of(request, tables.find(request.requiredText(Member.TABLE_NAME)));
    call.table(source.table().table().name());
    source.table().checkPaths(request.nestedRoots());
    byte[] after = startKey == null ? null : StartKey.check(startKey, source, StartKey.INVALID);
    KeyPlan plan = KeyPlan.of(source, conditions(legacyKey, expressions));
    if (after != null) {
      StartKey.checkBounds(after, plan);
    }
    Condition filter = legacyFilter != null ? legacyFilter : expressions.filter();
    Set<String> filtered = filter == null ? Set.of() : filter.topLevelNames();
    refuseKeyFilter(source, filtered, legacyFilter == null ? "Filter Expression" : "QueryFilter");
    Selection selection = Selection.of(request, source, view, filtered);
    boolean forward =
        !request.has(Member.SCAN_INDEX_FORWARD) || request.flag(Member.SCAN_INDEX_FORWARD);
    Page page = new Page(call, request, source, selection, filter);
    run(source, plan, plan.rest(after, forward), forward, page, Page.limitOf(request));
  }

  private static KeyConditions conditions(@Nullable KeyConditions legacy, Expressions parsed) {
    KeyConditions conditions = parsed.key() != null ? parsed.key() : legacy;
    if (conditions == null) {
      throw new IllegalStateException("a query without key conditions");
    }
    return conditions;
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

  private void run(
      ReadSource source, KeyPlan plan, KeyRange range, boolean forward, Page page, int limit) {
    if (source.isGlobal()) {
      new MergedQuery(context, range, forward, page, limit).start();
      return;
    }
    ItemKey key = ItemKey.of(source.table().table().id(), plan.hashValues().getFirst(), null);
    ShardId shard = ShardId.of(key.partitionHash(), context.shards().shardCount());
    Hop.read(
        context.shards(),
        shard,
        page.call(),
        arrived -> {
          arrived.scan(range.from(), range.to(), forward, page);
          page.answer(context.capacity());
        });
  }
}
