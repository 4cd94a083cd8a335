package io.antipode.node.expression;

import io.antipode.node.item.Encoded;
import io.antipode.node.item.Item;
import io.antipode.node.item.Joins;
import org.jspecify.annotations.Nullable;

/** What an update does at one path. */
public sealed interface UpdateAction {
  DocumentPath path();

  record Set(DocumentPath path, SetValue value) implements UpdateAction {}

  record Remove(DocumentPath path) implements UpdateAction {}

  /** Adds to a number or a set. */
  record Add(DocumentPath path, Encoded operand) implements UpdateAction {}

  /** Takes members from a set. */
  record Delete(DocumentPath path, Encoded operand) implements UpdateAction {}

  /** What stands at the path afterwards, null for nothing. */
  default @Nullable Encoded outcome(Item item) {
    return switch (this) {
      case Set(var _, var value) -> value.valueIn(item);
      case Remove _ -> null;
      case Add(var path, var operand) -> added(path.valueIn(item), operand);
      case Delete(var path, var operand) -> deleted(path.valueIn(item), operand);
    };
  }

  private static Encoded added(@Nullable Encoded current, Encoded operand) {
    if (current == null) {
      return operand;
    }
    if (current.hasTypeOf(operand) && operand.isNumber()) {
      return Encoded.of(current.number().plus(operand.number()));
    }
    if (current.hasTypeOf(operand) && operand.isSet()) {
      return Joins.union(current, operand);
    }
    throw SetValue.wrongType();
  }

  private static @Nullable Encoded deleted(@Nullable Encoded current, Encoded operand) {
    if (current == null) {
      return null;
    }
    if (current.hasTypeOf(operand) && operand.isSet()) {
      return Joins.difference(current, operand);
    }
    throw SetValue.wrongType();
  }
}
