package io.antipode.node.operation.item;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.topology.Region;
import io.antipode.node.action.Answer;
import io.antipode.node.action.ItemAction;
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

/** Deletes an item; where there is none, nothing is written. */
public final class DeleteItem implements Action<DeleteItemRequest, WriteResult> {
  private static final Structure INPUT = DYNAMODB.input("DeleteItem");
  private static final Layout LAYOUT = Layout.of(INPUT);

  private final Region region;
  private final TableLookup tables;
  private final ItemWriter writer;

  public DeleteItem(OperationContext context) {
    this.region = context.region();
    this.tables = new TableLookup(context.catalog());
    this.writer = new ItemWriter(context);
  }

  @Override
  public String name() {
    return "DeleteItem";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public DeleteItemRequest decode(Fields fields) {
    Parameters parameters = new Parameters(fields, LAYOUT);
    String tableName = TableName.ofItems(region, parameters.requiredText(Parameter.TABLE_NAME));
    return Enveloped.decode(() -> decode(tableName, parameters));
  }

  private static DeleteItemRequest decode(String tableName, Parameters request) {
    WriteConditions.checkParameters(request);
    Item key = request.requiredItem(Parameter.KEY);
    Returned returned = WriteConditions.returned(request);
    return new DeleteItemRequest(tableName, key, WriteConditions.options(request, returned));
  }

  @Override
  public void execute(DeleteItemRequest request, Caller caller, Answer<WriteResult> answer) {
    TableKeys table = tables.find(request.tableName());
    caller.table(table.table().name());
    ItemKey key = table.keyOfKey(request.key());
    table.checkPaths(request.options().nestedRoots());
    writer.run(
        new ItemAction.Delete(table, key, request.options().terms()),
        request.options(),
        caller,
        answer);
  }

  @Override
  public void render(WriteResult result, JsonOut out) {
    result.write(out);
  }
}
