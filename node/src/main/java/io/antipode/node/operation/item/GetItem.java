package io.antipode.node.operation.item;

import io.antipode.node.action.Answer;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.ItemRead;
import io.antipode.node.action.ItemView;
import io.antipode.node.action.ReadItem;
import io.antipode.node.action.Refused;
import io.antipode.node.action.Units;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.JsonReader;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.DataAction;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.Member;
import io.antipode.node.operation.data.ParameterRules;
import io.antipode.node.operation.data.Refusals;
import io.antipode.node.operation.data.RequestModel;
import io.antipode.node.operation.data.TableLookup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an item by its key. Every read is of committed state on the item's shard. */
public final class GetItem extends DataAction<GetItemRequest, GetItemResult> {
  private static final RequestModel MODEL =
      RequestModel.of(
              Member.RETURN_CONSUMED_CAPACITY,
              Member.ATTRIBUTES_TO_GET,
              Member.TABLE_NAME,
              Member.KEY,
              Member.CONSISTENT_READ,
              Member.PROJECTION_EXPRESSION,
              Member.EXPRESSION_ATTRIBUTE_NAMES)
          .requiring(Member.TABLE_NAME, Member.KEY);
  private static final List<Member> EXPRESSIONS = List.of(Member.PROJECTION_EXPRESSION);
  private static final List<Member> REPLACED = List.of(Member.ATTRIBUTES_TO_GET);

  private final OperationContext context;
  private final TableLookup tables;

  public GetItem(OperationContext context) {
    this.context = context;
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "GetItem";
  }

  @Override
  protected GetItemRequest read(JsonReader body) {
    return decode(DataRequest.read(body, MODEL));
  }

  private static GetItemRequest decode(DataRequest request) {
    ParameterRules.check(request, EXPRESSIONS, REPLACED);
    Item key = request.requiredItem(Member.KEY);
    ItemView view = Expressions.viewOf(request);
    return new GetItemRequest(
        request.requiredText(Member.TABLE_NAME),
        key,
        request.flag(Member.CONSISTENT_READ),
        view,
        request.nestedRoots(),
        CapacityWanted.by(request));
  }

  @Override
  public void execute(GetItemRequest request, Caller caller, Answer<GetItemResult> answer) {
    TableKeys table = tables.find(request.tableName());
    caller.table(table.table().name());
    ItemKey key = table.keyOfKey(request.key());
    table.checkPaths(request.nestedRoots());
    context
        .shards()
        .send(
            context.shards().shardOf(key),
            new ReadItem(key),
            new Ending(request, table.table().name(), answer));
  }

  @Override
  protected void render(GetItemResult result, JsonOut out) {
    result.write(out);
  }

  private final class Ending implements Answer<ItemRead> {
    private final GetItemRequest request;
    private final String tableName;
    private final Answer<GetItemResult> answer;

    Ending(GetItemRequest request, String tableName, Answer<GetItemResult> answer) {
      this.request = request;
      this.tableName = tableName;
      this.answer = answer;
    }

    @Override
    public void succeed(ItemRead read) {
      switch (read) {
        case ItemRead.Found found -> found(found, found.item().sizeBytes());
        case ItemRead.Absent _ -> found(null, 0);
        case Refused refused -> answer.fail(Refusals.of(refused));
      }
    }

    private void found(ItemRead.@Nullable Found found, int sizeBytes) {
      CapacityUse use = new CapacityUse();
      use.addTable(Units.read(sizeBytes, request.consistent()));
      context.capacity().consumed(tableName, use.total(), 0);
      answer.succeed(new GetItemResult(found, request.view(), request.capacity(), tableName, use));
    }

    @Override
    public void fail(Throwable failure) {
      answer.fail(failure);
    }
  }
}
