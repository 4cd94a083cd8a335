package io.antipode.node.operation.batch;

import io.antipode.node.action.ItemLimits;
import io.antipode.node.api.ApiException;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.Member;
import io.antipode.node.operation.data.ModelErrors;
import io.antipode.node.operation.data.RequestModel;
import io.antipode.node.operation.data.TableLookup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts or deletes up to 25 items of any tables, each on its own. */
public final class BatchWriteItem implements Operation {
  private static final int MAX_WRITES = 25;
  private static final RequestModel MODEL =
      RequestModel.of(Member.RETURN_CONSUMED_CAPACITY, Member.RETURN_ITEM_COLLECTION_METRICS);

  private final OperationContext context;
  private final TableLookup tables;

  /**
   * One write.
   *
   * @param item to put; null for a deletion
   * @param keyItem to delete; null for a put
   */
  record Write(
      String tableName, TableKeys keys, ItemKey key, @Nullable Item item, @Nullable Item keyItem) {}

  public BatchWriteItem(OperationContext context) {
    this.context = context;
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "BatchWriteItem";
  }

  @Override
  public void handle(Call call) throws IOException {
    BatchRequest<List<WriteRequest>> batch =
        BatchRequest.read(
            call.body(), MODEL, "WriteRequest", WriteRequest::readList, BatchWriteItem::checkModel);
    checkRequests(batch.tables());
    List<Write> writes = new ArrayList<>();
    batch.tables().forEach((name, requests) -> addWrites(writes, name, requests));
    new BatchWriting(context, call, batch.rest(), writes).start();
  }

  private static void checkModel(List<WriteRequest> requests, String path, ModelErrors errors) {
    if (requests.isEmpty() || requests.size() > MAX_WRITES) {
      errors.mapValue(requests.size() + " requests", "requestItems", 1, MAX_WRITES);
    }
    for (int i = 0; i < requests.size(); i++) {
      requests.get(i).check(path + (i + 1) + ".member.", errors);
    }
  }

  private static void checkRequests(Map<String, List<WriteRequest>> tables) {
    int writes = 0;
    for (List<WriteRequest> requests : tables.values()) {
      for (WriteRequest request : requests) {
        if (!request.isOne()) {
          throw ApiException.validation(
              "Supplied AttributeValue has more than one datatypes set, must contain exactly one of"
                  + " the supported datatypes");
        }
        Item item = request.item();
        if (item != null) {
          ItemLimits.check(item, ItemLimits.PUT_TOO_LARGE);
        }
        request.key(); // refuses a key with bad attribute values
        if (++writes > MAX_WRITES) {
          throw ApiException.validation("Too many items requested for the BatchWriteItem call");
        }
      }
    }
  }

  private void addWrites(List<Write> writes, String name, List<WriteRequest> requests) {
    TableKeys keys = tables.find(name);
    Set<ItemKey> seen = new HashSet<>();
    for (WriteRequest request : requests) {
      Item item = request.item();
      Item keyItem = request.key();
      ItemKey key;
      if (item != null) {
        key = keys.keyOfItem(item);
      } else if (keyItem != null) {
        key = keys.keyOfKey(keyItem);
      } else {
        throw new IllegalStateException("a write of nothing");
      }
      if (!seen.add(key)) {
        throw ApiException.validation("Provided list of item keys contains duplicates");
      }
      writes.add(new Write(name, keys, key, item, keyItem));
    }
  }
}
