package io.antipode.node.operation.item;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.topology.Region;
import io.antipode.node.action.Answer;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemLimits;
import io.antipode.node.action.Returned;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.data.Layout;
import io.antipode.node.operation.data.Parameter;
import io.antipode.node.operation.data.Parameters;
import io.antipode.node.operation.data.TableLookup;

/** Writes a whole item, in place of what had its key before. */
public final class PutItem implements Action<PutItemRequest, WriteResult> {
  private static final Structure INPUT = DYNAMODB.input("PutItem");
  private static final Layout LAYOUT = Layout.of(INPUT);

  private final Region region;
  private final TableLookup tables;
  private final ItemWriter writer;

  public PutItem(OperationContext context) {
    this.region = context.region();
    this.tables = new TableLookup(context.catalog());
    this.writer = new ItemWriter(context);
  }

  @Override
  public String name() {
    return "PutItem";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public PutItemRequest decode(Fields fields) {
    Parameters parameters = new Parameters(fields, LAYOUT);
    String tableName = TableName.ofItems(region, parameters.requiredText(Parameter.TABLE_NAME));
    PutItemRequest request = Enveloped.decode(() -> decode(tableName, parameters));
    ItemLimits.check(request.item(), ItemLimits.PUT_TOO_LARGE);
    return request;
  }

  private static PutItemRequest decode(String tableName, Parameters request) {
    WriteConditions.checkParameters(request);
    Item item = request.requiredItem(Parameter.ITEM);
    Returned returned = WriteConditions.returned(request);
    return new PutItemRequest(tableName, item, WriteConditions.options(request, returned));
  }

  @Override
  public void execute(PutItemRequest request, Caller caller, Answer<WriteResult> answer) {
    TableKeys table = tables.find(request.tableName());
    caller.table(table.table().name());
    ItemKey key = table.keyOfItem(request.item());
    table.checkPaths(request.options().nestedRoots());
    writer.run(
        new ItemAction.Put(table, key, request.item(), request.options().terms()),
        request.options(),
        caller,
        answer);
  }

  @Override
  public void render(WriteResult result, JsonOut out) {
    result.write(out);
  }
}
