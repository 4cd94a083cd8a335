package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.Utf8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an update does at one path. Sets are merged as the sorted lists that they are: hashing
 * members that a client chooses can be made quadratic.
 */
sealed interface UpdateAction {
  DocumentPath path();

  record Set(DocumentPath path, SetValue value) implements UpdateAction {}

  record Remove(DocumentPath path) implements UpdateAction {}

  /** Adds to a number or a set. */
  record Add(DocumentPath path, AttributeValue operand) implements UpdateAction {}

  /** Takes members from a set. */
  record Delete(DocumentPath path, AttributeValue operand) implements UpdateAction {}

  /** What stands at the path afterwards, null for nothing. */
  default @Nullable AttributeValue outcome(Item item) {
    return switch (this) {
      case Set(var _, var value) -> value.valueIn(item);
      case Remove _ -> null;
      case Add(var path, var operand) -> added(path.valueIn(item), operand);
      case Delete(var path, var operand) -> deleted(path.valueIn(item), operand);
    };
  }

  private static AttributeValue added(@Nullable AttributeValue current, AttributeValue operand) {
    if (current == null) {
      return operand;
    }
    return switch (operand) {
      case AttributeValue.N(var number) when current instanceof AttributeValue.N(var before) ->
          new AttributeValue.N(before.plus(number));
      case AttributeValue.Ss(var members) when current instanceof AttributeValue.Ss(var before) ->
          new AttributeValue.Ss(union(before, members, Utf8.ORDER));
      case AttributeValue.Ns(var members) when current instanceof AttributeValue.Ns(var before) ->
          new AttributeValue.Ns(union(before, members, Comparator.naturalOrder()));
      case AttributeValue.Bs(var members) when current instanceof AttributeValue.Bs(var before) ->
          new AttributeValue.Bs(union(before, members, Comparator.naturalOrder()));
      default -> throw SetValue.wrongType();
    };
  }

  private static @Nullable AttributeValue deleted(
      @Nullable AttributeValue current, AttributeValue operand) {
    if (current == null) {
      return null;
    }
    return switch (operand) {
      case AttributeValue.Ss(var members) when current instanceof AttributeValue.Ss(var before) -> {
        List<String> left = difference(before, members, Utf8.ORDER);
        yield left.isEmpty() ? null : new AttributeValue.Ss(left);
      }
      case AttributeValue.Ns(var members) when current instanceof AttributeValue.Ns(var before) -> {
        var left = difference(before, members, Comparator.naturalOrder());
        yield left.isEmpty() ? null : new AttributeValue.Ns(left);
      }
      case AttributeValue.Bs(var members) when current instanceof AttributeValue.Bs(var before) -> {
        var left = difference(before, members, Comparator.naturalOrder());
        yield left.isEmpty() ? null : new AttributeValue.Bs(left);
      }
      default -> throw SetValue.wrongType();
    };
  }

  private static <T> List<T> union(List<T> one, List<T> other, Comparator<? super T> order) {
    List<T> union = new ArrayList<>(one.size() + other.size());
    int at = 0;
    for (T member : other) {
      for (; at < one.size() && order.compare(one.get(at), member) < 0; at++) {
        union.add(one.get(at));
      }
      if (at == one.size() || order.compare(one.get(at), member) > 0) {
        union.add(member);
      }
    }
    union.addAll(one.subList(at, one.size()));
    return union;
  }

  private static <T> List<T> difference(
      List<T> from, List<T> members, Comparator<? super T> order) {
    List<T> left = new ArrayList<>(from.size());
    int at = 0;
    for (T member : from) {
      while (at < members.size() && order.compare(members.get(at), member) < 0) {
        at++;
      }
      if (at == members.size() || order.compare(members.get(at), member) > 0) {
        left.add(member);
      }
    }
    return left;
  }
}
