package io.antipode.node.expression;

import io.antipode.node.item.Encoded;
import io.antipode.node.item.Item;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parsed form of a condition. */
public sealed interface Predicate extends Condition, Term {
  record And(List<Predicate> all) implements Predicate {}

  record Or(List<Predicate> any) implements Predicate {}

  record Not(Predicate of) implements Predicate {}

  record Comparison(Operand left, Comparator comparator, Operand right) implements Predicate {}

  record Between(Operand operand, Operand low, Operand high) implements Predicate {}

  record In(Operand operand, List<Operand> among) implements Predicate {}

  /** {@code attribute_exists}, or {@code attribute_not_exists} where not {@code wanted}. */
  record Exists(DocumentPath path, boolean wanted) implements Predicate {}

  record TypeIs(Operand operand, String typeName) implements Predicate {}

  record BeginsWith(Operand operand, Operand prefix) implements Predicate {}

  record Contains(Operand container, Operand element) implements Predicate {}

  @Override
  default boolean test(@Nullable Item item) {
    return switch (this) {
      case And(var all) -> {
        boolean holds = true;
        for (int i = 0; i < all.size() && holds; i++) {
          holds = all.get(i).test(item);
        }
        yield holds;
      }
      case Or(var any) -> {
        boolean holds = false;
        for (int i = 0; i < any.size() && !holds; i++) {
          holds = any.get(i).test(item);
        }
        yield holds;
      }
      case Not(var of) -> !of.test(item);
      case Comparison(var left, var comparator, var right) ->
          Comparisons.test(left.valueIn(item), comparator, right.valueIn(item));
      case Between(var operand, var low, var high) -> {
        Encoded value = operand.valueIn(item);
        yield Comparisons.test(value, Comparator.GREATER_OR_EQUAL, low.valueIn(item))
            && Comparisons.test(value, Comparator.LESS_OR_EQUAL, high.valueIn(item));
      }
      case In(var operand, var among) -> {
        Encoded value = operand.valueIn(item);
        boolean found = false;
        for (int i = 0; i < among.size() && value != null && !found; i++) {
          found = value.equals(among.get(i).valueIn(item));
        }
        yield found;
      }
      case Exists(var path, boolean wanted) -> (item != null && path.offsetIn(item) >= 0) == wanted;
      case TypeIs(var operand, String typeName) -> {
        Encoded value = operand.valueIn(item);
        yield value != null && value.typeName().equals(typeName);
      }
      case BeginsWith(var operand, var prefix) ->
          Comparisons.beginsWith(operand.valueIn(item), prefix.valueIn(item));
      case Contains(var container, var element) ->
          Comparisons.contains(container.valueIn(item), element.valueIn(item));
    };
  }

  @Override
  default Set<String> topLevelNames() {
    Set<String> names = new LinkedHashSet<>();
    collectNames(this, names);
    return names;
  }

  private static void collectNames(Predicate predicate, Set<String> names) {
    switch (predicate) {
      case And(var all) -> all.forEach(one -> collectNames(one, names));
      case Or(var any) -> any.forEach(one -> collectNames(one, names));
      case Not(var of) -> collectNames(of, names);
      case Comparison(var left, var _, var right) -> {
        collectNames(left, names);
        collectNames(right, names);
      }
      case Between(var operand, var low, var high) -> {
        collectNames(operand, names);
        collectNames(low, names);
        collectNames(high, names);
      }
      case In(var operand, var among) -> {
        collectNames(operand, names);
        among.forEach(one -> collectNames(one, names));
      }
      case Exists(var path, boolean _) -> names.add(path.root());
      case TypeIs(var operand, String _) -> collectNames(operand, names);
      case BeginsWith(var operand, var prefix) -> {
        collectNames(operand, names);
        collectNames(prefix, names);
      }
      case Contains(var container, var element) -> {
        collectNames(container, names);
        collectNames(element, names);
      }
    }
  }

  private static void collectNames(Operand operand, Set<String> names) {
    switch (operand) {
      case Operand.Path(var path) -> names.add(path.root());
      case Operand.Value _ -> {}
      case Operand.Size(var of) -> collectNames(of, names);
      case Operand.Truth(var of) -> collectNames(of, names);
    }
  }
}
