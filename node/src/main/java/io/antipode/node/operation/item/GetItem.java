package io.antipode.node.operation.item;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.topology.Region;
import io.antipode.node.action.Answer;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.ItemRead;
import io.antipode.node.action.ItemView;
import io.antipode.node.action.ReadItem;
import io.antipode.node.action.Refused;
import io.antipode.node.action.Units;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.index.TableKeys;
import io.antipode.node.insight.Subject;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.Layout;
import io.antipode.node.operation.data.Parameter;
import io.antipode.node.operation.data.ParameterRules;
import io.antipode.node.operation.data.Parameters;
import io.antipode.node.operation.data.Refusals;
import io.antipode.node.operation.data.TableLookup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an item by its key. Every read is of committed state on the item's shard. */
public final class GetItem implements Action<GetItemRequest, GetItemResult> {
  private static final Structure INPUT = DYNAMODB.input("GetItem");
  private static final Layout LAYOUT = Layout.of(INPUT);
  private static final List<Parameter> EXPRESSIONS = List.of(Parameter.PROJECTION_EXPRESSION);
  private static final List<Parameter> REPLACED = List.of(Parameter.ATTRIBUTES_TO_GET);

  private final OperationContext context;
  private final Region region;
  private final TableLookup tables;

  public GetItem(OperationContext context) {
    this.context = context;
    this.region = context.region();
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "GetItem";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public GetItemRequest decode(Fields fields) {
    Parameters parameters = new Parameters(fields, LAYOUT);
    String tableName = TableName.ofItems(region, parameters.requiredText(Parameter.TABLE_NAME));
    return decode(tableName, parameters);
  }

  private static GetItemRequest decode(String tableName, Parameters request) {
    ParameterRules.check(request, EXPRESSIONS, REPLACED);
    Item key = request.requiredItem(Parameter.KEY);
    ItemView view = Expressions.viewOf(request);
    return new GetItemRequest(
        tableName,
        key,
        request.flag(Parameter.CONSISTENT_READ),
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
    context.admission().beginRead(table, null, Subject.ofWatched(table, key), leastUnits(request));
    context
        .shards()
        .send(
            context.shards().shardOf(key),
            new ReadItem(key),
            new Ending(request, table, key, answer));
  }

  private static double leastUnits(GetItemRequest request) {
    return Units.read(0, request.consistent());
  }

  @Override
  public void render(GetItemResult result, JsonOut out) {
    result.write(out);
  }

  private final class Ending implements Answer<ItemRead> {
    private final GetItemRequest request;
    private final TableKeys table;
    private final ItemKey key;
    private final Answer<GetItemResult> answer;

    Ending(GetItemRequest request, TableKeys table, ItemKey key, Answer<GetItemResult> answer) {
      this.request = request;
      this.table = table;
      this.key = key;
      this.answer = answer;
    }

    @Override
    public void succeed(ItemRead read) {
      switch (read) {
        case ItemRead.Found found -> found(found, found.item().sizeBytes());
        case ItemRead.Absent _ -> found(null, 0);
        case Refused refused -> fail(Refusals.of(refused));
      }
    }

    private void found(ItemRead.@Nullable Found found, int sizeBytes) {
      CapacityUse use = new CapacityUse();
      use.addTable(Units.read(sizeBytes, request.consistent()));
      String tableName = table.table().name();
      context.capacity().consumed(tableName, use.total(), 0);
      context
          .admission()
          .endRead(table, null, Subject.ofWatched(table, key), use, leastUnits(request));
      answer.succeed(new GetItemResult(found, request.view(), request.capacity(), tableName, use));
    }

    @Override
    public void fail(Throwable failure) {
      context.admission().endRead(table, null, null, null, leastUnits(request));
      answer.fail(failure);
    }
  }
}
