package io.antipode.node.expression;

import io.antipode.node.item.Decimal;
import io.antipode.node.item.Encoded;
import io.antipode.node.item.Item;
import io.antipode.node.item.Joins;
import org.jspecify.annotations.Nullable;

/** The right-hand side of a SET. */
public sealed interface SetValue {
  record Path(DocumentPath path) implements SetValue {}

  record Value(Encoded value) implements SetValue {}

  record IfNotExists(DocumentPath path, SetValue otherwise) implements SetValue {}

  record ListAppend(SetValue first, SetValue second) implements SetValue {}

  record Plus(SetValue left, SetValue right) implements SetValue {}

  record Minus(SetValue left, SetValue right) implements SetValue {}

  /** The value for an item; throws {@link ExpressionException} where the item has none. */
  default Encoded valueIn(Item item) {
    return switch (this) {
      case Path(var path) -> existing(path.valueIn(item));
      case Value(var value) -> value;
      case IfNotExists(var path, var otherwise) -> {
        Encoded fallback = otherwise.valueIn(item); // must exist even where it isn't needed
        Encoded value = path.valueIn(item);
        yield value == null ? fallback : value;
      }
      case ListAppend(var first, var second) ->
          Joins.append(list(first.valueIn(item)), list(second.valueIn(item)));
      case Plus(var left, var right) ->
          Encoded.of(number(left.valueIn(item)).plus(number(right.valueIn(item))));
      case Minus(var left, var right) ->
          Encoded.of(number(left.valueIn(item)).minus(number(right.valueIn(item))));
    };
  }

  /**
   * What DynamoDB says of an operand that is known not to be of the type, whatever the item; null
   * where it may be.
   */
  default @Nullable String misfit(String operator, String type) {
    return this instanceof Value(var value) && !value.typeName().equals(type)
        ? "Incorrect operand type for operator or function; operator or function: "
            + operator
            + ", operand type: "
            + value.typeName()
        : null;
  }

  private static Encoded existing(@Nullable Encoded value) {
    if (value == null) {
      throw new ExpressionException(
          "The provided expression refers to an attribute that does not exist in the item");
    }
    return value;
  }

  private static Decimal number(Encoded value) {
    if (value.isNumber()) {
      return value.number();
    }
    throw wrongType();
  }

  private static Encoded list(Encoded value) {
    if (value.isList()) {
      return value;
    }
    throw wrongType();
  }

  static ExpressionException wrongType() {
    return new ExpressionException(Update.WRONG_OPERAND);
  }
}
