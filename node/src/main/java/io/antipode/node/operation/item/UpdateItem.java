package io.antipode.node.operation.item;

import io.antipode.node.api.ApiException;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.ExpressionException;
import io.antipode.node.expression.Update;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.ItemLimits;
import io.antipode.node.operation.data.LegacyParameters;
import io.antipode.node.operation.data.Member;
import io.antipode.node.operation.data.ParameterRules;
import io.antipode.node.operation.data.RequestModel;
import io.antipode.node.operation.data.TableLookup;
import io.antipode.node.operation.legacy.LegacyUpdate;
import io.antipode.node.storage.Shard;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes attributes of an item, which it creates where there is none. Without anything to change
 * it creates an absent item and leaves a present one alone.
 */
public final class UpdateItem implements Operation {
  private static final RequestModel MODEL =
      RequestModel.of(
              Member.RETURN_CONSUMED_CAPACITY,
              Member.TABLE_NAME,
              Member.RETURN_ITEM_COLLECTION_METRICS,
              Member.RETURN_VALUES,
              Member.KEY,
              Member.CONDITIONAL_OPERATOR,
              Member.EXPECTED,
              Member.ATTRIBUTE_UPDATES,
              Member.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE,
              Member.CONDITION_EXPRESSION,
              Member.UPDATE_EXPRESSION,
              Member.EXPRESSION_ATTRIBUTE_VALUES,
              Member.EXPRESSION_ATTRIBUTE_NAMES)
          .requiring(Member.TABLE_NAME, Member.KEY);
  private static final List<Member> EXPRESSIONS =
      List.of(Member.UPDATE_EXPRESSION, Member.CONDITION_EXPRESSION);
  private static final List<Member> REPLACED =
      List.of(Member.ATTRIBUTE_UPDATES, Member.EXPECTED, Member.CONDITIONAL_OPERATOR);

  private final OperationContext context;
  private final TableLookup tables;

  public UpdateItem(OperationContext context) {
    this.context = context;
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "UpdateItem";
  }

  @Override
  public void handle(Call call) throws IOException {
    DataRequest request = DataRequest.read(call.body(), MODEL);
    ParameterRules.check(request, EXPRESSIONS, REPLACED);
    Item keyItem = request.requiredItem(Member.KEY);
    Update legacyUpdate = LegacyParameters.update(request);
    Condition expected = LegacyParameters.condition(request, Member.EXPECTED);
    Expressions expressions = Expressions.parse(request);
    Update update = legacyUpdate != null ? legacyUpdate : expressions.update();
    Condition condition = expected != null ? expected : expressions.condition();
    TableKeys keys = tables.find(request.requiredText(Member.TABLE_NAME));
    call.table(keys.table().name());
    ItemKey key = keys.keyOfKey(keyItem);
    keys.checkPaths(request.nestedRoots());
    if (update != null) {
      refuseKeyChange(update, keys);
    }
    new Write(context, call, request, keys, key, keyItem, condition, update).start();
  }

  private static void refuseKeyChange(Update update, TableKeys keys) {
    for (String name : keys.table().key().names()) {
      if (update.touchedAttributes().contains(name)) {
        throw ApiException.validation(
            "One or more parameter values were invalid: Cannot update attribute "
                + name
                + ". This attribute is part of the key");
      }
    }
  }

  private static final class Write extends ItemWrite {
    private final DataRequest request;
    private final TableKeys keys;
    private final Item keyItem;
    private final @Nullable Update update;
    private final @Nullable String returnValues;
    private Update.@Nullable Result result;

    Write(
        OperationContext context,
        Call call,
        DataRequest request,
        TableKeys keys,
        ItemKey key,
        Item keyItem,
        @Nullable Condition condition,
        @Nullable Update update) {
      super(context, call, request, keys, key, condition);
      this.request = request;
      this.keys = keys;
      this.keyItem = keyItem;
      this.update = update;
      this.returnValues = request.text(Member.RETURN_VALUES);
    }

    @Override
    Shard.Decision change(@Nullable Item current) {
      if (update == null) {
        return current == null ? new Shard.Decision.Put(keyItem) : Shard.Decision.Nothing.INSTANCE;
      }
      Update.Result applied = apply(update, current == null ? keyItem : current);
      ItemLimits.checkUpdated(applied.updated());
      keys.checkUpdated(applied.updated());
      result = applied;
      return new Shard.Decision.Put(applied.updated());
    }

    private Update.Result apply(Update change, Item item) {
      Map<String, LegacyUpdate> legacy = request.updates();
      if (legacy == null) {
        return change.apply(item);
      }
      checkLocalIndexKeys(legacy);
      try {
        return change.apply(item);
      } catch (ExpressionException e) {
        if (Update.WRONG_OPERAND.equals(e.getMessage())) {
          throw ApiException.validation("Type mismatch for attribute to update");
        }
        throw e;
      }
    }

    /**
     * Refuses values of another type than the key of a local index that they are for; keys of
     * global indexes are checked in the item that comes of the update.
     */
    private void checkLocalIndexKeys(Map<String, LegacyUpdate> updates) {
      for (IndexDefinition index : keys.indexes()) {
        if (!index.isGlobal()) {
          index.range().forEach(part -> checkType(part, updates.get(part.name())));
        }
      }
    }

    private static void checkType(KeyAttribute part, @Nullable LegacyUpdate update) {
      AttributeValue value = update == null ? null : update.value();
      if (value != null && !part.fits(value)) {
        throw ApiException.validation(
            "Updates on index keys must be of the same data type as the key attribute");
      }
    }

    @Override
    void writeAttributes(JsonOut out, @Nullable Item before, @Nullable Item after) {
      if (returnValues == null) {
        return;
      }
      switch (returnValues) {
        case "ALL_OLD" -> writeItem(out, before);
        case "ALL_NEW" -> writeItem(out, after);
        case "UPDATED_OLD" -> writePart(out, result == null ? null : result.updatedOld());
        case "UPDATED_NEW" -> writePart(out, result == null ? null : result.updatedNew());
        default -> {} // NONE: the model allows no other
      }
    }

    private static void writeItem(JsonOut out, @Nullable Item item) {
      if (item != null) {
        out.name("Attributes").item(item);
      }
    }

    private static void writePart(
        JsonOut out, @Nullable SortedMap<String, AttributeValue> attributes) {
      if (attributes != null && !attributes.isEmpty()) {
        out.name("Attributes").beginObject();
        attributes.forEach((name, value) -> out.name(name).attribute(value));
        out.endObject();
      }
    }
  }
}
