package io.antipode.node.operation.item;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.topology.Region;
import io.antipode.node.action.Answer;
import io.antipode.node.action.Change;
import io.antipode.node.action.ItemAction;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.Update;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.KeyChanges;
import io.antipode.node.operation.data.Layout;
import io.antipode.node.operation.data.LegacyParameters;
import io.antipode.node.operation.data.Parameter;
import io.antipode.node.operation.data.ParameterRules;
import io.antipode.node.operation.data.Parameters;
import io.antipode.node.operation.data.TableLookup;
import io.antipode.node.operation.legacy.LegacyUpdate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes attributes of an item, which it creates where there is none. Without anything to change
 * it creates an absent item and leaves a present one alone.
 */
public final class UpdateItem implements Action<UpdateItemRequest, WriteResult> {
  private static final Structure INPUT = DYNAMODB.input("UpdateItem");
  private static final Layout LAYOUT = Layout.of(INPUT);
  private static final List<Parameter> EXPRESSIONS =
      List.of(Parameter.UPDATE_EXPRESSION, Parameter.CONDITION_EXPRESSION);
  private static final List<Parameter> REPLACED =
      List.of(Parameter.ATTRIBUTE_UPDATES, Parameter.EXPECTED, Parameter.CONDITIONAL_OPERATOR);

  private static final String WRONG_KEY_TYPE =
      "Updates on index keys must be of the same data type as the key attribute";

  private final Region region;
  private final TableLookup tables;
  private final ItemWriter writer;

  public UpdateItem(OperationContext context) {
    this.region = context.region();
    this.tables = new TableLookup(context.catalog());
    this.writer = new ItemWriter(context);
  }

  @Override
  public String name() {
    return "UpdateItem";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public UpdateItemRequest decode(Fields fields) {
    Parameters parameters = new Parameters(fields, LAYOUT);
    String tableName = TableName.ofItems(region, parameters.requiredText(Parameter.TABLE_NAME));
    return Enveloped.decode(() -> decode(tableName, parameters));
  }

  private static UpdateItemRequest decode(String tableName, Parameters request) {
    ParameterRules.check(request, EXPRESSIONS, REPLACED);
    Item key = request.requiredItem(Parameter.KEY);
    Update legacyUpdate = LegacyParameters.update(request);
    Condition expected = LegacyParameters.condition(request, Parameter.EXPECTED);
    Expressions expressions = Expressions.parse(request);
    Update update = legacyUpdate != null ? legacyUpdate : expressions.update();
    return new UpdateItemRequest(
        tableName,
        key,
        update == null ? null : new Change(update, legacyUpdate != null, null),
        request.updates(),
        WriteConditions.options(
            request,
            expected != null ? expected : expressions.condition(),
            WriteConditions.given(request)));
  }

  @Override
  public void execute(UpdateItemRequest request, Caller caller, Answer<WriteResult> answer) {
    TableKeys table = tables.find(request.tableName());
    caller.table(table.table().name());
    ItemKey key = table.keyOfKey(request.key());
    table.checkPaths(request.options().nestedRoots());
    if (request.change() != null) {
      KeyChanges.refuse(request.change().update(), table);
    }
    writer.run(
        new ItemAction.Update(
            table, key, request.key(), change(table, request), request.options().terms()),
        request.options(),
        caller,
        answer);
  }

  @Override
  public void render(WriteResult result, JsonOut out) {
    result.write(out);
  }

  /**
   * Values of another type than the key of a local index that they are for are refused, once the
   * condition holds; keys of global indexes are checked in the item that comes of the update.
   */
  private static @Nullable Change change(TableKeys keys, UpdateItemRequest request) {
    Change change = request.change();
    Map<String, LegacyUpdate> updates = request.legacy();
    if (change == null || updates == null) {
      return change;
    }
    boolean fit =
        keys.indexes().stream()
            .filter(index -> !index.isGlobal())
            .flatMap(index -> index.range().stream())
            .allMatch(part -> fits(part, updates.get(part.name())));
    return fit ? change : new Change(change.update(), true, WRONG_KEY_TYPE);
  }

  private static boolean fits(KeyAttribute part, @Nullable LegacyUpdate update) {
    AttributeValue value = update == null ? null : update.value();
    return value == null || part.fits(value);
  }
}
