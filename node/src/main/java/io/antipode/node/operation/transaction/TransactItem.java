package io.antipode.node.operation.transaction;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Change;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemLimits;
import io.antipode.node.action.Returned;
import io.antipode.node.action.Terms;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.Update;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.KeyChanges;
import io.antipode.node.operation.data.Layout;
import io.antipode.node.operation.data.Parameter;
import io.antipode.node.operation.data.ParameterRules;
import io.antipode.node.operation.data.Parameters;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One action of a TransactWriteItems, as it was asked for.
 *
 * @param tableName as the request has it
 * @param item the whole item of a Put, the key of the others
 * @param update of an Update, null for the others
 * @param nestedRoots the attributes that paths of its expressions go into
 */
record TransactItem(
    Kind kind,
    String tableName,
    Item item,
    @Nullable Update update,
    Terms terms,
    Set<String> nestedRoots) {
  private static final Structure ITEM = DYNAMODB.structure("TransactWriteItem");

  private static final List<Parameter> CONDITION = List.of(Parameter.CONDITION_EXPRESSION);
  private static final List<Parameter> BOTH =
      List.of(Parameter.UPDATE_EXPRESSION, Parameter.CONDITION_EXPRESSION);

  private static final Map<Kind, Layout> LAYOUTS = new EnumMap<>(Kind.class);

  static {
    for (Kind kind : Kind.values()) {
      LAYOUTS.put(kind, Layout.of(DYNAMODB.structure(kind.member)));
    }
  }

  /** The members of a TransactWriteItem, in the model's order. */
  enum Kind {
    CONDITION_CHECK("ConditionCheck"),
    PUT("Put"),
    DELETE("Delete"),
    UPDATE("Update");

    private final String member;
    private final int index;

    Kind(String member) {
      this.member = member;
      this.index = ITEM.index(member);
    }
  }

  /** Reads it, and adds all of it to a digest. */
  static TransactItem decode(Fields given, RequestDigest digest) {
    Kind kind = null;
    Fields asked = null;
    for (Kind each : Kind.values()) {
      Fields structure = given.structureOrNull(each.index);
      if (structure != null) {
        if (kind != null) {
          throw ApiException.validation(
              "TransactItems can only contain one of Check, Put, Update or Delete");
        }
        kind = each;
        asked = structure;
      }
    }
    if (kind == null || asked == null) {
      throw ApiException.validation(
          "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
    }
    Parameters request = new Parameters(asked, Objects.requireNonNull(LAYOUTS.get(kind)));
    TransactItem item = decode(kind, request);
    addTo(digest, kind, item, request);
    return item;
  }

  private static TransactItem decode(Kind kind, Parameters request) {
    ParameterRules.check(request, kind == Kind.UPDATE ? BOTH : CONDITION, List.of());
    Item item = request.requiredItem(kind == Kind.PUT ? Parameter.ITEM : Parameter.KEY);
    Expressions expressions = Expressions.parse(request);
    if (kind == Kind.PUT) {
      ItemLimits.check(item, ItemLimits.PUT_TOO_LARGE);
    }
    return new TransactItem(
        kind,
        request.requiredText(Parameter.TABLE_NAME),
        item,
        expressions.update(),
        terms(request, expressions.condition()),
        request.nestedRoots());
  }

  private static void addTo(
      RequestDigest digest, Kind kind, TransactItem item, Parameters request) {
    digest.add(
        kind.name(),
        Arrays.asList(
            item.tableName,
            request.text(Parameter.CONDITION_EXPRESSION),
            request.text(Parameter.UPDATE_EXPRESSION),
            request.text(Parameter.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE)),
        request.names(),
        Arrays.asList(item.item, request.values()));
  }

  private static Terms terms(Parameters request, @Nullable Condition condition) {
    boolean showsFailed =
        "ALL_OLD".equals(request.text(Parameter.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE));
    return condition == null ? Terms.NONE : new Terms(condition, showsFailed, Returned.NONE);
  }

  /** What it does to an item of its table; refuses what does not fit the table. */
  ItemAction action(TableKeys table) {
    table.checkPaths(nestedRoots);
    return switch (kind) {
      case CONDITION_CHECK -> new ItemAction.Check(table, table.keyOfKey(item), terms);
      case PUT -> new ItemAction.Put(table, table.keyOfItem(item), item, terms);
      case DELETE -> new ItemAction.Delete(table, table.keyOfKey(item), terms);
      case UPDATE -> {
        Update change = Objects.requireNonNull(update, "the model requires it");
        KeyChanges.refuse(change, table);
        yield new ItemAction.Update(
            table, table.keyOfKey(item), item, new Change(change, false, null), terms);
      }
    };
  }
}
