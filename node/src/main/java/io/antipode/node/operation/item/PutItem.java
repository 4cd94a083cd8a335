package io.antipode.node.operation.item;

import io.antipode.node.action.Answer;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemLimits;
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

/** Writes a whole item, in place of what had its key before. */
public final class PutItem extends DataAction<PutItemRequest, WriteResult> {
  private static final RequestModel MODEL =
      RequestModel.of(
              Member.RETURN_CONSUMED_CAPACITY,
              Member.TABLE_NAME,
              Member.ITEM,
              Member.CONDITIONAL_OPERATOR,
              Member.EXPECTED,
              Member.RETURN_VALUES,
              Member.RETURN_ITEM_COLLECTION_METRICS,
              Member.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE,
              Member.CONDITION_EXPRESSION,
              Member.EXPRESSION_ATTRIBUTE_VALUES,
              Member.EXPRESSION_ATTRIBUTE_NAMES)
          .requiring(Member.TABLE_NAME, Member.ITEM);

  private final TableLookup tables;
  private final ItemWriter writer;

  public PutItem(OperationContext context) {
    this.tables = new TableLookup(context.catalog());
    this.writer = new ItemWriter(context);
  }

  @Override
  public String name() {
    return "PutItem";
  }

  @Override
  protected PutItemRequest read(JsonReader body) {
    DataRequest request = DataRequest.read(body, MODEL);
    PutItemRequest decoded = Enveloped.decode(() -> decode(request));
    ItemLimits.check(decoded.item(), ItemLimits.PUT_TOO_LARGE);
    return decoded;
  }

  private static PutItemRequest decode(DataRequest request) {
    WriteConditions.checkParameters(request);
    Item item = request.requiredItem(Member.ITEM);
    Returned returned = WriteConditions.returned(request);
    return new PutItemRequest(
        request.requiredText(Member.TABLE_NAME), item, WriteConditions.options(request, returned));
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
  protected void render(WriteResult result, JsonOut out) {
    result.write(out);
  }
}
