package io.antipode.node.operation.partiql;

import io.antipode.node.api.ApiException;
import io.antipode.node.expression.Comparator;
import io.antipode.node.expression.Operand;
import io.antipode.node.expression.Predicate;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Encoded;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one item that a WHERE names, by an equality on each attribute of the table's key, and what
 * else it demands. Immutable.
 *
 * @param keyItem the key's attributes
 * @param rest what the item must satisfy besides, null for nothing
 */
record KeyMatch(ItemKey key, Item keyItem, @Nullable Predicate rest) {
  private static final String INCOMPLETE =
      "Where clause does not contain a mandatory equality on all key attributes";

  /** The item that a statement writes; refuses a WHERE that does not name one. */
  static KeyMatch ofWrite(TableKeys table, @Nullable Predicate where) {
    Demands demands = demands(table, where, false);
    if (demands.conflict != null) {
      throw ApiException.validation(
          "Multiple conditions on same key "
              + demands.conflict
              + ". Only single item Update/Insert/Delete are supported");
    }
    if (!demands.areComplete(table)) {
      throw ApiException.validation(INCOMPLETE);
    }
    return of(table, demands);
  }

  /**
   * The item that a SELECT names where it must name one; null where it names none, or more than
   * one. An IN of one value is an equality.
   */
  static @Nullable KeyMatch ofRead(TableKeys table, @Nullable Predicate where) {
    Demands demands = demands(table, where, true);
    return demands.areComplete(table) && demands.conflict == null ? of(table, demands) : null;
  }

  /** The same, of an EXISTS: a second value for an attribute is but a further condition. */
  static @Nullable KeyMatch ofCheck(TableKeys table, @Nullable Predicate where) {
    Demands demands = demands(table, where, true);
    return demands.areComplete(table) ? of(table, demands) : null;
  }

  /** Whether a WHERE names one item and demands nothing else, be the values a key or not. */
  static boolean namesItem(TableKeys table, @Nullable Predicate where) {
    Demands demands = demands(table, where, true);
    return demands.areComplete(table) && demands.rest.isEmpty();
  }

  /** Whether a WHERE names one item and demands more of it. */
  static boolean namesItemAndMore(TableKeys table, @Nullable Predicate where) {
    Demands demands = demands(table, where, true);
    return demands.areComplete(table) && !demands.rest.isEmpty();
  }

  /**
   * What a WHERE demands.
   *
   * @param key by the names of key attributes
   * @param rest all else; of an attribute with two values, the second one
   * @param conflict the name of an attribute with two values, null for none
   */
  private record Demands(
      Map<String, AttributeValue> key, List<Predicate> rest, @Nullable String conflict) {
    boolean areComplete(TableKeys table) {
      return key.size() == table.names().size();
    }
  }

  private static Demands demands(TableKeys table, @Nullable Predicate where, boolean orIn) {
    Map<String, AttributeValue> key = new HashMap<>();
    List<Predicate> rest = new ArrayList<>();
    String conflict = null;
    for (Predicate conjunct : conjuncts(where)) {
      String name = keyName(table, conjunct, orIn);
      if (name == null) {
        rest.add(conjunct);
        continue;
      }
      AttributeValue value = valueOf(conjunct).decode();
      AttributeValue before = key.putIfAbsent(name, value);
      if (before != null && !before.equals(value)) {
        conflict = name;
        rest.add(conjunct);
      }
    }
    return new Demands(key, rest, conflict);
  }

  private static KeyMatch of(TableKeys table, Demands demands) {
    Map<String, AttributeValue> found = demands.key;
    List<Predicate> rest = demands.rest;
    check(table.partition(), found);
    KeyAttribute sort = table.sort();
    if (sort != null) {
      check(sort, found);
    }
    Item keyItem = Item.of(found);
    Predicate others =
        rest.isEmpty() ? null : rest.size() == 1 ? rest.getFirst() : new Predicate.And(rest);
    return new KeyMatch(table.keyOfKey(keyItem), keyItem, others);
  }

  private static void check(KeyAttribute part, Map<String, AttributeValue> found) {
    AttributeValue value = found.get(part.name());
    if (value != null) {
      requireType(part, value);
      part.checkSize(value);
    }
  }

  /** Refuses a value that a key attribute can't be equal to. */
  static void requireType(KeyAttribute part, AttributeValue value) {
    if (part.fits(value)) {
      return;
    }
    boolean scalar =
        value instanceof AttributeValue.S
            || value instanceof AttributeValue.N
            || value instanceof AttributeValue.B;
    throw ApiException.validation(
        scalar
            ? "Key attribute's data type should match its data type in table's schema: Key "
                + part.name()
            : "Key value must be of type S, N, or B. Key name: "
                + part.name()
                + ", Key type: "
                + value.typeName());
  }

  /** All that must hold together, whatever the parentheses. */
  static List<Predicate> conjuncts(@Nullable Predicate where) {
    List<Predicate> conjuncts = new ArrayList<>();
    if (where != null) {
      collect(where, conjuncts);
    }
    return conjuncts;
  }

  private static void collect(Predicate predicate, List<Predicate> conjuncts) {
    if (predicate instanceof Predicate.And(var all)) {
      all.forEach(each -> collect(each, conjuncts));
    } else {
      conjuncts.add(predicate);
    }
  }

  private static @Nullable String keyName(TableKeys table, Predicate conjunct, boolean orIn) {
    String name =
        switch (conjunct) {
          case Predicate.Comparison(var left, Comparator comparator, var right)
              when comparator == Comparator.EQUAL -> {
            String first = nameOf(left, right);
            yield first == null ? nameOf(right, left) : first;
          }
          case Predicate.In(var operand, var among) when orIn && among.size() == 1 ->
              nameOf(operand, among.getFirst());
          default -> null;
        };
    return name != null && table.names().contains(name) ? name : null;
  }

  /** The top-level attribute that is compared with a value, null where none is. */
  static @Nullable String nameOf(Operand operand, Operand value) {
    return value instanceof Operand.Value
            && operand instanceof Operand.Path(var path)
            && path.steps().isEmpty()
        ? path.root()
        : null;
  }

  private static Encoded valueOf(Predicate equality) {
    Operand value =
        switch (equality) {
          case Predicate.Comparison(var left, var _, var right) ->
              right instanceof Operand.Value ? right : left;
          case Predicate.In(var _, var among) -> among.getFirst();
          default -> throw new IllegalStateException("no equality: " + equality);
        };
    return ((Operand.Value) value).value();
  }
}
