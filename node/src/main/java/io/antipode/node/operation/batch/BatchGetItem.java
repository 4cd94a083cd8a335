package io.antipode.node.operation.batch;

import io.antipode.node.action.ItemView;
import io.antipode.node.api.ApiException;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonIn;
import io.antipode.node.json.JsonReader;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.Member;
import io.antipode.node.operation.data.ParameterRules;
import io.antipode.node.operation.data.RequestModel;
import io.antipode.node.operation.data.TableLookup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads up to 100 items of any tables by their keys. */
public final class BatchGetItem implements Operation {
  private static final int MAX_KEYS = 100;
  private static final RequestModel MODEL = RequestModel.of(Member.RETURN_CONSUMED_CAPACITY);
  private static final RequestModel TABLE_MODEL =
      RequestModel.of(
              Member.KEYS,
              Member.ATTRIBUTES_TO_GET,
              Member.CONSISTENT_READ,
              Member.PROJECTION_EXPRESSION,
              Member.EXPRESSION_ATTRIBUTE_NAMES)
          .requiring(Member.KEYS);
  private static final List<Member> EXPRESSIONS = List.of(Member.PROJECTION_EXPRESSION);
  private static final List<Member> REPLACED = List.of(Member.ATTRIBUTES_TO_GET);

  private final OperationContext context;
  private final TableLookup tables;

  /** What is asked of one table. */
  record Asked(
      String tableName, TableKeys keys, DataRequest request, ItemView view, List<Item> keyItems) {}

  public BatchGetItem(OperationContext context) {
    this.context = context;
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "BatchGetItem";
  }

  @Override
  public void handle(Call call) {
    BatchRequest<DataRequest> batch =
        BatchRequest.read(
            call.body(), MODEL, "KeysAndAttributes", BatchGetItem::readTable, TABLE_MODEL::check);
    Map<String, ItemView> views = checkParameters(batch.tables());
    List<Asked> asked = new ArrayList<>();
    List<ItemKey> keys = new ArrayList<>();
    batch
        .tables()
        .forEach(
            (name, request) -> {
              List<Item> keyItems = request.requiredItems(Member.KEYS);
              ItemView view = views.getOrDefault(name, ItemView.WHOLE);
              TableKeys table = tables.find(name);
              asked.add(new Asked(name, table, request, view, keyItems));
              table.checkPaths(request.nestedRoots());
              keyItems.forEach(keyItem -> keys.add(table.keyOfKey(keyItem)));
            });
    new BatchReading(context, call, CapacityWanted.by(batch.rest()), asked, keys).start();
  }

  private static DataRequest readTable(JsonReader json) {
    JsonIn.requireObject(json, "KeysAndAttributes");
    return DataRequest.readStructure(json, TABLE_MODEL);
  }

  /** Checks each table's parameters; returns its view. */
  private static Map<String, ItemView> checkParameters(Map<String, DataRequest> tables) {
    int keys = 0;
    Map<String, ItemView> views = new HashMap<>();
    for (Map.Entry<String, DataRequest> table : tables.entrySet()) {
      DataRequest request = table.getValue();
      ParameterRules.check(request, EXPRESSIONS, REPLACED);
      Set<Bytes> seen = new HashSet<>();
      for (Item key : request.requiredItems(Member.KEYS)) {
        if (!seen.add(new Bytes(key.bytes()))) {
          throw ApiException.validation("Provided list of item keys contains duplicates");
        }
        if (++keys > MAX_KEYS) {
          throw ApiException.validation("Too many items requested for the BatchGetItem call");
        }
      }
      views.put(table.getKey(), Expressions.viewOf(request));
    }
    return views;
  }
}
