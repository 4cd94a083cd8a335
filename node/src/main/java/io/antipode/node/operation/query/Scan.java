package io.antipode.node.operation.query;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.ReadPlan;
import io.antipode.node.action.ReadSource;
import io.antipode.node.action.Selection;
import io.antipode.node.api.ApiException;
import io.antipode.node.expression.Condition;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
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

/**
 * Reads all items of a table or an index, or of one segment: shard after shard, and inside a shard
 * in the order of the partition hash.
 */
public final class Scan extends DataAction<ScanRequest, PageResult> {
  private static final RequestModel MODEL =
      RequestModel.of(
              Member.LIMIT,
              Member.RETURN_CONSUMED_CAPACITY,
              Member.ATTRIBUTES_TO_GET,
              Member.SEGMENT,
              Member.SELECT,
              Member.SCAN_FILTER,
              Member.CONDITIONAL_OPERATOR,
              Member.TOTAL_SEGMENTS,
              Member.TABLE_NAME,
              Member.EXCLUSIVE_START_KEY,
              Member.INDEX_NAME,
              Member.CONSISTENT_READ,
              Member.FILTER_EXPRESSION,
              Member.PROJECTION_EXPRESSION,
              Member.EXPRESSION_ATTRIBUTE_VALUES,
              Member.EXPRESSION_ATTRIBUTE_NAMES)
          .requiring(Member.TABLE_NAME)
          .namingPlaceholders();
  private static final List<Member> EXPRESSIONS =
      List.of(Member.PROJECTION_EXPRESSION, Member.FILTER_EXPRESSION);
  private static final List<Member> REPLACED =
      List.of(Member.ATTRIBUTES_TO_GET, Member.SCAN_FILTER, Member.CONDITIONAL_OPERATOR);

  private final OperationContext context;
  private final TableLookup tables;

  public Scan(OperationContext context) {
    this.context = context;
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "Scan";
  }

  @Override
  protected ScanRequest read(JsonReader body) {
    return decode(DataRequest.read(body, MODEL));
  }

  private static ScanRequest decode(DataRequest request) {
    ParameterRules.check(request, EXPRESSIONS, REPLACED);
    Select select = Select.of(request, "");
    ParameterRules.checkAttributesToGet(request);
    Condition legacyFilter = LegacyParameters.condition(request, Member.SCAN_FILTER);
    Item startKey = StartKey.read(request);
    Segment segment = Segment.of(request);
    Expressions expressions = Expressions.parse(request);
    return new ScanRequest(
        ReadOptions.of(request, expressions, select, startKey, legacyFilter), segment);
  }

  @Override
  public void execute(ScanRequest request, Caller caller, Answer<PageResult> answer) {
    ReadOptions options = request.options();
    ReadSource source = source(options);
    caller.table(source.table().table().name());
    source.table().checkPaths(options.nestedRoots());
    Item startKey = options.startKey();
    byte[] after = startKey == null ? null : StartKey.check(startKey, source, mismatch(source));
    KeyRange range = request.segment().range(source.id());
    if (after != null && !range.contains(after)) {
      throw request.segment().wrongStart();
    }
    // A scan of an index filters what the index shows, and never fetches for its filter.
    Selection selection = options.select().of(source, options.view(), Set.of());
    Page page = new Page(new ReadPlan(source, true, options.filter(), selection), options, answer);
    KeyRange rest = after == null ? range : new KeyRange(KeyPlan.justAfter(after), range.to());
    if (source.isGlobal()) {
      new MergedRead(context, rest, page).start();
    } else {
      ShardId first =
          startKey == null
              ? new ShardId(0)
              : context.shards().shardOf(source.table().keyOfStored(startKey));
      ShardWalk.from(context, page, first, rest, range);
    }
  }

  private ReadSource source(ReadOptions options) {
    TableKeys table = tables.find(options.tableName());
    String index = options.indexName();
    if (index != null && options.startKey() != null && table.index(index) == null) {
      throw ApiException.validation(StartKey.INVALID);
    }
    return Sources.find(table, options);
  }

  private static String mismatch(ReadSource source) {
    return source.index() == null
        ? StartKey.INVALID + ": The provided key element does not match the schema"
        : StartKey.INVALID;
  }

  @Override
  protected void render(PageResult result, JsonOut out) {
    result.write(out);
  }
}
