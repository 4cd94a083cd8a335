package io.antipode.node.operation.data;

import io.antipode.node.api.Fields;
import io.antipode.node.item.AttributeName;
import io.antipode.node.item.Item;
import io.antipode.node.operation.legacy.LegacyCondition;
import io.antipode.node.operation.legacy.LegacyUpdate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request that has the model's types and keeps its constraints. An attribute
 * value that DynamoDB refuses is thrown by the accessor of its parameter, so that the caller
 * decides by the order of its calls which error wins. Belongs to the thread that decodes.
 */
public final class Parameters {
  private final Fields fields;
  private final Layout layout;
  private Set<String> nestedRoots = Set.of();

  public Parameters(Fields fields, Layout layout) {
    this.fields = fields;
    this.layout = layout;
  }

  /** Keeps what the request's expressions were found to contain. */
  void rememberNestedRoots(Set<String> roots) {
    nestedRoots = roots;
  }

  /** The attributes that paths of the request's expressions go into; known once they are parsed. */
  public Set<String> nestedRoots() {
    return nestedRoots;
  }

  /** Whether the request has the parameter, be its value good or not. */
  public boolean has(Parameter parameter) {
    int member = layout.member(parameter);
    return member >= 0 && fields.has(member);
  }

  /** A parameter that the model requires. */
  public String requiredText(Parameter parameter) {
    return fields.text(layout.member(parameter));
  }

  public @Nullable String text(Parameter parameter) {
    return has(parameter) ? fields.textOrNull(layout.member(parameter)) : null;
  }

  /** Whether a flag is given and true. */
  public boolean flag(Parameter parameter) {
    return has(parameter) && fields.flag(layout.member(parameter));
  }

  public @Nullable Integer whole(Parameter parameter) {
    Long number = has(parameter) ? fields.wholeOrNull(layout.member(parameter)) : null;
    return number == null ? null : number.intValue();
  }

  public @Nullable Item item(Parameter parameter) {
    return has(parameter) ? fields.itemOrNull(layout.member(parameter)) : null;
  }

  /** A parameter that the model requires. */
  public Item requiredItem(Parameter parameter) {
    return fields.item(layout.member(parameter));
  }

  /** The items of a parameter that the model requires. */
  public List<Item> requiredItems(Parameter parameter) {
    return fields.items(layout.member(parameter));
  }

  public @Nullable List<String> texts(Parameter parameter) {
    return has(parameter) ? fields.texts(layout.member(parameter)) : null;
  }

  /** {@code ExpressionAttributeNames}. */
  public @Nullable Map<String, String> names() {
    return has(Parameter.EXPRESSION_ATTRIBUTE_NAMES)
        ? fields.textsByName(layout.member(Parameter.EXPRESSION_ATTRIBUTE_NAMES))
        : null;
  }

  /** {@code ExpressionAttributeValues}: an item whose names are the placeholders. */
  public @Nullable Item values() {
    int member = layout.member(Parameter.EXPRESSION_ATTRIBUTE_VALUES);
    if (member < 0) {
      return null;
    }
    return layout.namesPlaceholders()
        ? fields.namedPlaceholders(member)
        : fields.placeholders(member);
  }

  /** The entries in the request's order. */
  public @Nullable Map<String, LegacyCondition> conditions(Parameter parameter) {
    Map<String, Fields> given = structures(parameter);
    if (given == null) {
      return null;
    }
    Map<String, LegacyCondition> conditions = LinkedHashMap.newLinkedHashMap(given.size());
    given.forEach(
        (name, condition) -> {
          AttributeName.require(name);
          conditions.put(
              name,
              parameter == Parameter.EXPECTED
                  ? LegacyMembers.expected(condition)
                  : LegacyMembers.condition(condition));
        });
    return conditions;
  }

  /** {@code AttributeUpdates}, the entries in the request's order. */
  public @Nullable Map<String, LegacyUpdate> updates() {
    Map<String, Fields> given = structures(Parameter.ATTRIBUTE_UPDATES);
    if (given == null) {
      return null;
    }
    Map<String, LegacyUpdate> updates = LinkedHashMap.newLinkedHashMap(given.size());
    given.forEach(
        (name, update) -> {
          AttributeName.require(name);
          updates.put(name, LegacyMembers.update(update));
        });
    return updates;
  }

  private @Nullable Map<String, Fields> structures(Parameter parameter) {
    return has(parameter) ? fields.structuresByName(layout.member(parameter)) : null;
  }
}
