package io.antipode.node.expression;

import io.antipode.node.item.Encoded;
import org.jspecify.annotations.Nullable;

/**
 * How values compare. Values of different types, and absent ones, are equal to nothing and in no
 * order; only strings, numbers and binaries have an order.
 */
final class Comparisons {
  private Comparisons() {}

  static boolean test(@Nullable Encoded left, Comparator comparator, @Nullable Encoded right) {
    if (left == null || right == null) {
      return comparator == Comparator.NOT_EQUAL;
    }
    return switch (comparator) {
      case EQUAL -> left.equals(right);
      case NOT_EQUAL -> !left.equals(right);
      case LESS -> ordered(left, right) && left.compare(right) < 0;
      case LESS_OR_EQUAL -> ordered(left, right) && left.compare(right) <= 0;
      case GREATER -> ordered(left, right) && left.compare(right) > 0;
      case GREATER_OR_EQUAL -> ordered(left, right) && left.compare(right) >= 0;
    };
  }

  /** Whether the two have an order: both strings, both numbers or both binaries. */
  static boolean ordered(Encoded left, Encoded right) {
    return left.hasOrder() && left.hasTypeOf(right);
  }

  static boolean hasOrder(String typeName) {
    return typeName.equals("S") || typeName.equals("N") || typeName.equals("B");
  }

  static boolean beginsWith(@Nullable Encoded value, @Nullable Encoded prefix) {
    return value != null && prefix != null && value.beginsWith(prefix);
  }

  static boolean contains(@Nullable Encoded container, @Nullable Encoded element) {
    return container != null && element != null && container.contains(element);
  }
}
