package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Utf8;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How values compare. Values of different types, and absent ones, are equal to nothing and in no
 * order; only strings, numbers and binaries have an order.
 */
final class Comparisons {
  private Comparisons() {}

  static boolean test(
      @Nullable AttributeValue left, Comparator comparator, @Nullable AttributeValue right) {
    if (left == null || right == null) {
      return comparator == Comparator.NOT_EQUAL;
    }
    return switch (comparator) {
      case EQUAL -> left.equals(right);
      case NOT_EQUAL -> !left.equals(right);
      case LESS -> ordered(left, right) && compare(left, right) < 0;
      case LESS_OR_EQUAL -> ordered(left, right) && compare(left, right) <= 0;
      case GREATER -> ordered(left, right) && compare(left, right) > 0;
      case GREATER_OR_EQUAL -> ordered(left, right) && compare(left, right) >= 0;
    };
  }

  /** Whether the two have an order: both strings, both numbers or both binaries. */
  static boolean ordered(AttributeValue left, AttributeValue right) {
    return hasOrder(left.typeName()) && left.typeName().equals(right.typeName());
  }

  static boolean hasOrder(String typeName) {
    return typeName.equals("S") || typeName.equals("N") || typeName.equals("B");
  }

  /** The order of two values that have one. */
  static int compare(AttributeValue left, AttributeValue right) {
    return switch (left) {
      case AttributeValue.S(String text) ->
          Utf8.ORDER.compare(text, ((AttributeValue.S) right).value());
      case AttributeValue.N(var number) -> number.compareTo(((AttributeValue.N) right).value());
      case AttributeValue.B(var bytes) -> bytes.compareTo(((AttributeValue.B) right).value());
      case AttributeValue.Bool _,
          AttributeValue.Null _,
          AttributeValue.Ss _,
          AttributeValue.Ns _,
          AttributeValue.Bs _,
          AttributeValue.L _,
          AttributeValue.M _ ->
          throw new IllegalArgumentException("no order among " + left.typeName());
    };
  }

  static boolean beginsWith(@Nullable AttributeValue value, @Nullable AttributeValue prefix) {
    if (value instanceof AttributeValue.S(String text)) {
      return prefix instanceof AttributeValue.S(String start) && text.startsWith(start);
    }
    return value instanceof AttributeValue.B(Bytes(byte[] whole))
        && prefix instanceof AttributeValue.B(Bytes(byte[] start))
        && matchesAt(whole, 0, start);
  }

  /** A substring, a run of bytes, a member of a set or an element of a list. */
  static boolean contains(@Nullable AttributeValue container, @Nullable AttributeValue element) {
    if (container == null || element == null) {
      return false;
    }
    return switch (container) {
      case AttributeValue.S(String text) ->
          element instanceof AttributeValue.S(String part) && text.contains(part);
      case AttributeValue.B(Bytes(byte[] whole)) ->
          element instanceof AttributeValue.B(Bytes(byte[] part)) && containsRun(whole, part);
      case AttributeValue.Ss(var members) ->
          element instanceof AttributeValue.S(String member) && members.contains(member);
      case AttributeValue.Ns(var members) ->
          element instanceof AttributeValue.N(var member) && members.contains(member);
      case AttributeValue.Bs(var members) ->
          element instanceof AttributeValue.B(var member) && members.contains(member);
      case AttributeValue.L(var elements) -> elements.contains(element);
      case AttributeValue.N _, AttributeValue.Bool _, AttributeValue.Null _, AttributeValue.M _ ->
          false;
    };
  }

  private static boolean containsRun(byte[] whole, byte[] part) {
    for (int at = 0; at + part.length <= whole.length; at++) {
      if (matchesAt(whole, at, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matchesAt(byte[] whole, int at, byte[] part) {
    return at + part.length <= whole.length
        && Arrays.equals(whole, at, at + part.length, part, 0, part.length);
  }
}
