package io.antipode.node.operation.batch;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.action.ItemView;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Bytes;
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
import io.antipode.node.operation.data.TableLookup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads up to 100 items of any tables by their keys. */
public final class BatchGetItem implements Action<BatchGetRequest, BatchGetResult> {
  private static final int MAX_KEYS = 100;
  private static final Structure INPUT = DYNAMODB.input("BatchGetItem");
  private static final int REQUEST_ITEMS = INPUT.index("RequestItems");
  private static final Layout LAYOUT = Layout.of(INPUT);
  private static final Layout TABLE = Layout.of(DYNAMODB.structure("KeysAndAttributes"));
  private static final List<Parameter> EXPRESSIONS = List.of(Parameter.PROJECTION_EXPRESSION);
  private static final List<Parameter> REPLACED = List.of(Parameter.ATTRIBUTES_TO_GET);

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
  public Structure input() {
    return INPUT;
  }

  @Override
  public BatchGetRequest decode(Fields fields) {
    Map<String, Parameters> tables = new LinkedHashMap<>();
    fields
        .requiredStructuresByName(REQUEST_ITEMS)
        .forEach((name, asked) -> tables.put(name, new Parameters(asked, TABLE)));
    ParameterRules.checkMix(tables.values(), EXPRESSIONS, REPLACED);
    int count = 0;
    List<KeysAndAttributes> asked = new ArrayList<>();
    for (Map.Entry<String, Parameters> table : tables.entrySet()) {
      Parameters request = table.getValue();
      ParameterRules.check(request, EXPRESSIONS, REPLACED);
      List<Item> keys = request.requiredItems(Parameter.KEYS);
      count += keys.size();
      checkDistinct(keys);
      if (count > MAX_KEYS) {
        throw ApiException.validation("Too many items requested for the BatchGetItem call");
      }
      asked.add(decode(table.getKey(), keys, request));
    }
    return new BatchGetRequest(asked, CapacityWanted.by(new Parameters(fields, LAYOUT)));
  }

  private static void checkDistinct(List<Item> keys) {
    Set<Bytes> seen = new HashSet<>();
    for (Item key : keys) {
      if (!seen.add(new Bytes(key.bytes()))) {
        throw ApiException.validation("Provided list of item keys contains duplicates");
      }
    }
  }

  private static KeysAndAttributes decode(String tableName, List<Item> keys, Parameters request) {
    ItemView view = Expressions.viewOf(request);
    return new KeysAndAttributes(
        tableName,
        keys,
        view,
        request.nestedRoots(),
        request.has(Parameter.CONSISTENT_READ) ? request.flag(Parameter.CONSISTENT_READ) : null,
        request.text(Parameter.PROJECTION_EXPRESSION),
        request.names(),
        request.texts(Parameter.ATTRIBUTES_TO_GET));
  }

  @Override
  public void execute(BatchGetRequest request, Caller caller, Answer<BatchGetResult> answer) {
    List<TableKeys> found = new ArrayList<>();
    List<ItemKey> keys = new ArrayList<>();
    for (KeysAndAttributes asked : request.tables()) {
      TableKeys table = tables.find(TableName.ofItems(context.region(), asked.tableName()));
      found.add(table);
      table.checkPaths(asked.nestedRoots());
      asked.keys().forEach(key -> keys.add(table.keyOfKey(key)));
    }
    new BatchReading(context, request, found, keys, answer).start();
  }

  @Override
  public void render(BatchGetResult result, JsonOut out) {
    result.write(out);
  }
}
