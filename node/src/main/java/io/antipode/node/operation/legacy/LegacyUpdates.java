package io.antipode.node.operation.legacy;

import io.antipode.node.expression.Update;
import io.antipode.node.item.AttributeValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code AttributeUpdates} as the update expression that says the same. */
public final class LegacyUpdates {
  private static final Set<String> SETS = Set.of("SS", "NS", "BS");
  private static final Set<String> ADDABLE = Set.of("N", "SS", "NS", "BS", "L");

  private LegacyUpdates() {}

  /** The update; null where there is nothing to update. */
  public static @Nullable Update parse(@Nullable Map<String, LegacyUpdate> updates) {
    if (updates == null || updates.isEmpty()) {
      return null;
    }
    updates.values().forEach(LegacyUpdates::check);
    ExpressionText text = new ExpressionText();
    Clause set = new Clause(text, "SET ");
    updates.forEach((name, update) -> appendSet(set, text, name, update));
    Clause remove = new Clause(text, " REMOVE ");
    Clause add = new Clause(text, " ADD ");
    Clause delete = new Clause(text, " DELETE ");
    updates.forEach(
        (name, update) -> {
          if (action(update).equals("DELETE") && update.value() == null) {
            remove.next().name(name);
          }
        });
    appendPairs(add, "ADD", updates);
    appendPairs(delete, "DELETE", updates);
    return Update.parse(text.toString().strip(), text.context());
  }

  private static void appendSet(Clause set, ExpressionText text, String name, LegacyUpdate update) {
    AttributeValue value = update.value();
    if (value == null) {
      return;
    }
    if (action(update).equals("PUT")) {
      set.next().name(name).append(" = ").value(value);
    } else if (isListAddition(update)) {
      set.next().name(name).append(" = list_append(if_not_exists(").name(name).append(", ");
      text.value(new AttributeValue.L(List.of())).append("), ").value(value).append(")");
    }
  }

  private static void appendPairs(Clause clause, String action, Map<String, LegacyUpdate> updates) {
    updates.forEach(
        (name, update) -> {
          AttributeValue value = update.value();
          if (value != null && action(update).equals(action) && !isListAddition(update)) {
            clause.next().name(name).append(" ").value(value);
          }
        });
  }

  private static boolean isListAddition(LegacyUpdate update) {
    return action(update).equals("ADD") && update.value() instanceof AttributeValue.L;
  }

  private static String action(LegacyUpdate update) {
    return update.action() == null ? "PUT" : update.action();
  }

  private static void check(LegacyUpdate update) {
    AttributeValue value = update.value();
    String action = action(update);
    if (value == null) {
      if (!action.equals("DELETE")) {
        throw LegacyChecks.invalid(
            "Only DELETE action is allowed when no attribute value is specified");
      }
    } else if (action.equals("DELETE") && !SETS.contains(value.typeName())) {
      throw LegacyChecks.invalid(
          "DELETE action with value is not supported for the type " + value.typeName());
    } else if (action.equals("ADD") && !ADDABLE.contains(value.typeName())) {
      throw LegacyChecks.invalid("ADD action is not supported for the type " + value.typeName());
    }
  }

  /** A clause whose keyword is written with its first member. */
  private static final class Clause {
    private final ExpressionText text;
    private String separator;

    Clause(ExpressionText text, String keyword) {
      this.text = text;
      this.separator = keyword;
    }

    ExpressionText next() {
      text.append(separator);
      separator = ", ";
      return text;
    }
  }
}
