package io.antipode.node.operation.batch;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemLimits;
import io.antipode.node.action.Terms;
import io.antipode.node.api.ApiException;
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
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.CollectionMetrics;
import io.antipode.node.operation.data.Layout;
import io.antipode.node.operation.data.Parameters;
import io.antipode.node.operation.data.TableLookup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Puts or deletes up to 25 items of any tables, each on its own. */
public final class BatchWriteItem implements Action<BatchWriteRequest, BatchWriteResult> {
  private static final int MAX_WRITES = 25;
  private static final Structure INPUT = DYNAMODB.input("BatchWriteItem");
  private static final int REQUEST_ITEMS = INPUT.index("RequestItems");
  private static final Layout LAYOUT = Layout.of(INPUT);
  private static final Structure WRITE = DYNAMODB.structure("WriteRequest");
  private static final int PUT = WRITE.index("PutRequest");
  private static final int DELETE = WRITE.index("DeleteRequest");
  private static final int ITEM = DYNAMODB.structure("PutRequest").index("Item");
  private static final int KEY = DYNAMODB.structure("DeleteRequest").index("Key");

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
  public Structure input() {
    return INPUT;
  }

  @Override
  public BatchWriteRequest decode(Fields fields) {
    int count = 0;
    List<BatchWriteRequest.OfTable> asked = new ArrayList<>();
    for (Map.Entry<String, List<Fields>> table :
        fields.requiredListsByName(REQUEST_ITEMS).entrySet()) {
      List<BatchWriteRequest.Write> writes = new ArrayList<>();
      for (Fields write : table.getValue()) {
        writes.add(decodeWrite(write));
        if (++count > MAX_WRITES) {
          throw ApiException.validation("Too many items requested for the BatchWriteItem call");
        }
      }
      asked.add(new BatchWriteRequest.OfTable(table.getKey(), writes));
    }
    Parameters rest = new Parameters(fields, LAYOUT);
    return new BatchWriteRequest(asked, CapacityWanted.by(rest), CollectionMetrics.wanted(rest));
  }

  private static BatchWriteRequest.Write decodeWrite(Fields write) {
    Fields put = write.structureOrNull(PUT);
    Fields delete = write.structureOrNull(DELETE);
    if ((put == null) == (delete == null)) {
      throw ApiException.validation(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of"
              + " the supported datatypes");
    }
    if (put != null) {
      Item item = put.item(ITEM);
      ItemLimits.check(item, ItemLimits.PUT_TOO_LARGE);
      return new BatchWriteRequest.Write.Put(item);
    }
    return new BatchWriteRequest.Write.Delete(Objects.requireNonNull(delete).item(KEY));
  }

  @Override
  public void execute(BatchWriteRequest request, Caller caller, Answer<BatchWriteResult> answer) {
    List<Planned> planned = new ArrayList<>();
    for (BatchWriteRequest.OfTable asked : request.tables()) {
      TableKeys table = tables.find(TableName.ofItems(context.region(), asked.tableName()));
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
  public void render(BatchWriteResult result, JsonOut out) {
    result.write(out);
  }
}
