package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The right-hand side of a SET. */
sealed interface SetValue {
  record Path(DocumentPath path) implements SetValue {}

  record Value(AttributeValue value) implements SetValue {}

  record IfNotExists(DocumentPath path, SetValue otherwise) implements SetValue {}

  record ListAppend(SetValue first, SetValue second) implements SetValue {}

  record Plus(SetValue left, SetValue right) implements SetValue {}

  record Minus(SetValue left, SetValue right) implements SetValue {}

  /** The value for an item; throws {@link ExpressionException} where the item has none. */
  default AttributeValue valueIn(Item item) {
    return switch (this) {
      case Path(var path) -> existing(path.valueIn(item));
      case Value(var value) -> value;
      case IfNotExists(var path, var otherwise) -> {
        AttributeValue fallback = otherwise.valueIn(item); // must exist even where it isn't needed
        AttributeValue value = path.valueIn(item);
        yield value == null ? fallback : value;
      }
      case ListAppend(var first, var second) -> {
        List<AttributeValue> joined = new ArrayList<>(list(first.valueIn(item)));
        joined.addAll(list(second.valueIn(item)));
        yield new AttributeValue.L(joined);
      }
      case Plus(var left, var right) ->
          new AttributeValue.N(number(left.valueIn(item)).plus(number(right.valueIn(item))));
      case Minus(var left, var right) ->
          new AttributeValue.N(number(left.valueIn(item)).minus(number(right.valueIn(item))));
    };
  }

  private static AttributeValue existing(@Nullable AttributeValue value) {
    if (value == null) {
      throw new ExpressionException(
          "The provided expression refers to an attribute that does not exist in the item");
    }
    return value;
  }

  private static Decimal number(AttributeValue value) {
    if (value instanceof AttributeValue.N(Decimal number)) {
      return number;
    }
    throw wrongType();
  }

  private static List<AttributeValue> list(AttributeValue value) {
    if (value instanceof AttributeValue.L(var elements)) {
      return elements;
    }
    throw wrongType();
  }

  static ExpressionException wrongType() {
    return new ExpressionException(Update.WRONG_OPERAND);
  }
}
