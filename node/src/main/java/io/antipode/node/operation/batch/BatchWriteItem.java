package io.antipode.node.operation.batch;

import io.antipode.node.action.Answer;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemLimits;
import io.antipode.node.action.Terms;
import io.antipode.node.api.ApiException;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.JsonReader;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.CollectionMetrics;
import io.antipode.node.operation.data.DataAction;
import io.antipode.node.operation.data.Member;
import io.antipode.node.operation.data.ModelErrors;
import io.antipode.node.operation.data.RequestModel;
import io.antipode.node.operation.data.TableLookup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Puts or deletes up to 25 items of any tables, each on its own. */
public final class BatchWriteItem extends DataAction<BatchWriteRequest, BatchWriteResult> {
  private static final int MAX_WRITES = 25;
  private static final RequestModel MODEL =
      RequestModel.of(Member.RETURN_CONSUMED_CAPACITY, Member.RETURN_ITEM_COLLECTION_METRICS);

  private final OperationContext context;
  private final TableLookup tables;

  public BatchWriteItem(OperationContext context) {
    this.context = context;
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "BatchWriteItem";
  }

  @Override
  protected BatchWriteRequest read(JsonReader body) {
    BatchRequest<List<WriteRequest>> batch =
        BatchRequest.read(
            body, MODEL, "WriteRequest", WriteRequest::readList, BatchWriteItem::checkModel);
    int count = 0;
    List<BatchWriteRequest.OfTable> asked = new ArrayList<>();
    for (Map.Entry<String, List<WriteRequest>> table : batch.tables().entrySet()) {
      List<BatchWriteRequest.Write> writes = new ArrayList<>();
      for (WriteRequest request : table.getValue()) {
        writes.add(decode(request));
        if (++count > MAX_WRITES) {
          throw ApiException.validation("Too many items requested for the BatchWriteItem call");
        }
      }
      asked.add(new BatchWriteRequest.OfTable(table.getKey(), writes));
    }
    return new BatchWriteRequest(
        asked, CapacityWanted.by(batch.rest()), CollectionMetrics.wanted(batch.rest()));
  }

  private static void checkModel(List<WriteRequest> requests, String path, ModelErrors errors) {
    if (requests.isEmpty() || requests.size() > MAX_WRITES) {
      errors.mapValue(requests.size() + " requests", "requestItems", 1, MAX_WRITES);
    }
    for (int i = 0; i < requests.size(); i++) {
      requests.get(i).check(path + (i + 1) + ".member.", errors);
    }
  }

  private static BatchWriteRequest.Write decode(WriteRequest request) {
    if (!request.isOne()) {
      throw ApiException.validation(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of"
              + " the supported datatypes");
    }
    Item item = request.item();
    if (item != null) {
      ItemLimits.check(item, ItemLimits.PUT_TOO_LARGE);
      return new BatchWriteRequest.Write.Put(item);
    }
    return new BatchWriteRequest.Write.Delete(Objects.requireNonNull(request.key()));
  }

  @Override
  public void execute(BatchWriteRequest request, Caller caller, Answer<BatchWriteResult> answer) {
    List<Planned> planned = new ArrayList<>();
    for (BatchWriteRequest.OfTable asked : request.tables()) {
      TableKeys table = tables.find(asked.tableName());
      Set<ItemKey> seen = new HashSet<>();
      for (BatchWriteRequest.Write write : asked.writes()) {
        ItemAction action = action(table, write);
        if (!seen.add(action.key())) {
          throw ApiException.validation("Provided list of item keys contains duplicates");
        }
        planned.add(new Planned(asked.tableName(), write, action));
      }
    }
    new BatchWriting(context, request, planned, caller, answer).start();
  }

  private static ItemAction action(TableKeys table, BatchWriteRequest.Write write) {
    return switch (write) {
      case BatchWriteRequest.Write.Put(Item item) ->
          new ItemAction.Put(table, table.keyOfItem(item), item, Terms.NONE);
      case BatchWriteRequest.Write.Delete(Item key) ->
          new ItemAction.Delete(table, table.keyOfKey(key), Terms.NONE);
    };
  }

  @Override
  protected void render(BatchWriteResult result, JsonOut out) {
    result.write(out);
  }
}
