package io.antipode.node.operation.query;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.ItemView;
import io.antipode.node.api.ApiException;
import io.antipode.node.expression.Condition;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
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
import io.antipode.node.storage.Shard;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads all items of a table or an index, or of one segment: shard after shard, and inside a shard
 * in the order of the partition hash.
 */
public final class Scan implements Operation {
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
          .requiring(Member.TABLE_NAME);
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
  public void handle(Call call) throws IOException {
    DataRequest request = DataRequest.read(call.body(), MODEL);
    ParameterRules.check(request, EXPRESSIONS, REPLACED);
    Selection.checkParameters(request, "");
    ParameterRules.checkAttributesToGet(request);
    Condition legacyFilter = LegacyParameters.condition(request, Member.SCAN_FILTER);
    Item startKey = StartKey.read(request);
    Segment segment = Segment.of(request);
    Expressions expressions = Expressions.parse(request);
    ItemView view = expressions.view(request);
    ReadSource source = source(request, startKey);
    call.table(source.table().table().name());
    source.table().checkPaths(request.nestedRoots());
    byte[] after = startKey == null ? null : StartKey.check(startKey, source, mismatch(source));
    KeyRange range = segment.range(source.id());
    if (after != null && !range.contains(after)) {
      throw segment.wrongStart();
    }
    Condition filter = legacyFilter != null ? legacyFilter : expressions.filter();
    // A scan of an index filters what the index shows, and never fetches for its filter.
    Selection selection = Selection.of(request, source, view, Set.of());
    Page page = new Page(call, request, source, selection, filter);
    if (startKey == null || after == null) {
      new Walk(page, range, 0, range).go();
    } else {
      ShardId shard =
          ShardId.of(
              source.table().keyOfStored(startKey).partitionHash(), context.shards().shardCount());
      KeyRange rest = new KeyRange(KeyPlan.justAfter(after), range.to());
      new Walk(page, range, shard.number(), rest).go();
    }
  }

  private ReadSource source(DataRequest request, @Nullable Item startKey) {
    TableKeys table = tables.find(request.requiredText(Member.TABLE_NAME));
    String index = request.text(Member.INDEX_NAME);
    if (index != null && startKey != null && table.index(index) == null) {
      throw ApiException.validation(StartKey.INVALID);
    }
    return ReadSource.of(request, table);
  }

  private static String mismatch(ReadSource source) {
    return source.index() == null
        ? StartKey.INVALID + ": The provided key element does not match the schema"
        : StartKey.INVALID;
  }

  /**
   * Reads one shard, then the shards after it until the page is full. A shard may be visited at
   * once or later, on another loop: whichever ends second, the visit or the asking for it, goes on.
   * So a thousand shards of one loop are a loop here, and not a thousand calls deep.
   */
  private final class Walk {
    private final Page page;
    private final KeyRange whole;
    private final AtomicBoolean firstHasEnded = new AtomicBoolean();

    /** Both belong to whoever goes on. */
    private int shard;

    private KeyRange here;

    /**
     * @param whole the range in the shards after the first
     * @param here the range in the first shard
     */
    Walk(Page page, KeyRange whole, int shard, KeyRange here) {
      this.page = page;
      this.whole = whole;
      this.shard = shard;
      this.here = here;
    }

    void go() {
      do {
        Hop.read(context.shards(), new ShardId(shard), page.call(), this::visit);
      } while (isSecond());
    }

    private void visit(Shard arrived) {
      arrived.scan(here.from(), here.to(), true, page);
      if (page.isFull() || shard + 1 == context.shards().shardCount()) {
        page.answer(context.capacity());
        return;
      }
      shard++;
      here = whole;
      if (isSecond()) {
        go();
      }
    }

    private boolean isSecond() {
      if (firstHasEnded.compareAndSet(false, true)) {
        return false;
      }
      firstHasEnded.set(false);
      return true;
    }
  }
}
