package io.antipode.node.operation.item;

import io.antipode.node.action.Answer;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.Returned;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.JsonReader;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.DataAction;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Member;
import io.antipode.node.operation.data.RequestModel;
import io.antipode.node.operation.data.TableLookup;

/** Deletes an item; where there is none, nothing is written. */
public final class DeleteItem extends DataAction<DeleteItemRequest, WriteResult> {
  private static final RequestModel MODEL =
      RequestModel.of(
              Member.RETURN_CONSUMED_CAPACITY,
              Member.TABLE_NAME,
              Member.RETURN_ITEM_COLLECTION_METRICS,
              Member.RETURN_VALUES,
              Member.KEY,
              Member.CONDITIONAL_OPERATOR,
              Member.EXPECTED,
              Member.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE,
              Member.CONDITION_EXPRESSION,
              Member.EXPRESSION_ATTRIBUTE_VALUES,
              Member.EXPRESSION_ATTRIBUTE_NAMES)
          .requiring(Member.TABLE_NAME, Member.KEY);

  private final TableLookup tables;
  private final ItemWriter writer;

  public DeleteItem(OperationContext context) {
    this.tables = new TableLookup(context.catalog());
    this.writer = new ItemWriter(context);
  }

  @Override
  public String name() {
    return "DeleteItem";
  }

  @Override
  protected DeleteItemRequest read(JsonReader body) {
    DataRequest request = DataRequest.read(body, MODEL);
    return Enveloped.decode(() -> decode(request));
  }

  private static DeleteItemRequest decode(DataRequest request) {
    WriteConditions.checkParameters(request);
    Item key = request.requiredItem(Member.KEY);
    Returned returned = WriteConditions.returned(request);
    return new DeleteItemRequest(
        request.requiredText(Member.TABLE_NAME), key, WriteConditions.options(request, returned));
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
  protected void render(WriteResult result, JsonOut out) {
    result.write(out);
  }
}
