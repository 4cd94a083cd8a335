package io.antipode.node.operation.query;

import static io.antipode.node.api.ApiModel.DYNAMODB;

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
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
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

/**
 * Reads all items of a table or an index, or of one segment: shard after shard, and inside a shard
 * in the order of the partition hash.
 */
public final class Scan implements Action<ScanRequest, PageResult> {
  private static final Structure INPUT = DYNAMODB.input("Scan");
  private static final Layout LAYOUT = Layout.namingPlaceholders(INPUT);
  private static final List<Parameter> EXPRESSIONS =
      List.of(Parameter.PROJECTION_EXPRESSION, Parameter.FILTER_EXPRESSION);
  private static final List<Parameter> REPLACED =
      List.of(Parameter.ATTRIBUTES_TO_GET, Parameter.SCAN_FILTER, Parameter.CONDITIONAL_OPERATOR);

  private final OperationContext context;
  private final Region region;
  private final TableLookup tables;

  public Scan(OperationContext context) {
    this.context = context;
    this.region = context.region();
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "Scan";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public ScanRequest decode(Fields fields) {
    Parameters parameters = new Parameters(fields, LAYOUT);
    String tableName = TableName.ofItems(region, parameters.requiredText(Parameter.TABLE_NAME));
    return decode(tableName, parameters);
  }

  private static ScanRequest decode(String tableName, Parameters request) {
    ParameterRules.check(request, EXPRESSIONS, REPLACED);
    Select select = Select.of(request, "");
    ParameterRules.checkAttributesToGet(request);
    Condition legacyFilter = LegacyParameters.condition(request, Parameter.SCAN_FILTER);
    Item startKey = StartKey.read(request);
    Segment segment = Segment.of(request);
    Expressions expressions = Expressions.parse(request);
    return new ScanRequest(
        ReadOptions.of(tableName, request, expressions, select, startKey, legacyFilter), segment);
  }

  @Override
  public void execute(ScanRequest request, Caller caller, Answer<PageResult> answer) {
    ReadOptions options = request.options();
    ReadSource source = source(options);
    caller.table(source.table().table().name());
    source.table().checkPaths(options.nestedRoots());
    Item startKey = options.startKey();
    byte[] after = startKey == null ? null : StartKey.check(startKey, source, mismatch(source));
    KeyRange range = request.segment().range(source.space().id());
    if (after != null && !range.contains(after)) {
      throw request.segment().wrongStart();
    }
    // A scan of an index filters what the index shows, and never fetches for its filter.
    Selection selection = options.select().of(source, options.view(), Set.of());
    Page page =
        new Page(
            new ReadPlan(source, true, options.filter(), selection),
            options,
            null,
            context,
            answer);
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
  public void render(PageResult result, JsonOut out) {
    result.write(out);
  }
}
