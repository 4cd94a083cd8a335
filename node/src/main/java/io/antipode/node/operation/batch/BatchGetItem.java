package io.antipode.node.operation.batch;

import io.antipode.node.action.Answer;
import io.antipode.node.action.ItemView;
import io.antipode.node.api.ApiException;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonIn;
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
import io.antipode.node.operation.data.RequestModel;
import io.antipode.node.operation.data.TableLookup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads up to 100 items of any tables by their keys. */
public final class BatchGetItem extends DataAction<BatchGetRequest, BatchGetResult> {
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

  public BatchGetItem(OperationContext context) {
    this.context = context;
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "BatchGetItem";
  }

  @Override
  protected BatchGetRequest read(JsonReader body) {
    BatchRequest<DataRequest> batch =
        BatchRequest.read(
            body, MODEL, "KeysAndAttributes", BatchGetItem::readTable, TABLE_MODEL::check);
    ParameterRules.checkMix(batch.tables().values(), EXPRESSIONS, REPLACED);
    int keys = 0;
    List<KeysAndAttributes> asked = new ArrayList<>();
    for (Map.Entry<String, DataRequest> table : batch.tables().entrySet()) {
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
      asked.add(decode(table.getKey(), request));
    }
    return new BatchGetRequest(asked, CapacityWanted.by(batch.rest()));
  }

  private static DataRequest readTable(JsonReader parser) {
    JsonIn.requireObject(parser, "KeysAndAttributes");
    return DataRequest.readStructure(parser, TABLE_MODEL);
  }

  private static KeysAndAttributes decode(String tableName, DataRequest request) {
    ItemView view = Expressions.viewOf(request);
    return new KeysAndAttributes(
        tableName,
        request.requiredItems(Member.KEYS),
        view,
        request.nestedRoots(),
        request.has(Member.CONSISTENT_READ) ? request.flag(Member.CONSISTENT_READ) : null,
        request.text(Member.PROJECTION_EXPRESSION),
        request.names(),
        request.texts(Member.ATTRIBUTES_TO_GET));
  }

  @Override
  public void execute(BatchGetRequest request, Caller caller, Answer<BatchGetResult> answer) {
    List<TableKeys> found = new ArrayList<>();
    List<ItemKey> keys = new ArrayList<>();
    for (KeysAndAttributes asked : request.tables()) {
      TableKeys table = tables.find(asked.tableName());
      found.add(table);
      table.checkPaths(asked.nestedRoots());
      asked.keys().forEach(key -> keys.add(table.keyOfKey(key)));
    }
    new BatchReading(context, request, found, keys, answer).start();
  }

  @Override
  protected void render(BatchGetResult result, JsonOut out) {
    result.write(out);
  }
}
