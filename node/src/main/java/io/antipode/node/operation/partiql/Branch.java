package io.antipode.node.operation.partiql;

import io.antipode.node.expression.KeyConditions.KeyComparison;
import io.antipode.node.expression.Predicate;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.KeyRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the alternatives that a WHERE is: all of it must hold. Immutable.
 *
 * @param partition the value of the partition key, null where it may be any
 * @param ranges what is demanded of the sort key
 * @param filters what is demanded besides
 */
record Branch(@Nullable AttributeValue partition, List<OnSort> ranges, List<Predicate> filters) {
  static final Branch ANY = new Branch(null, List.of(), List.of());

  private static final byte[] EMPTY = {};

  /** A demand on the sort key, in both forms: for a query's key, and for its filter. */
  record OnSort(KeyComparison comparison, Predicate predicate) {
    KeyRange range() {
      return switch (comparison.operator()) {
        case EQ -> KeyRange.equal(EMPTY, comparison.first());
        case LT -> KeyRange.less(EMPTY, comparison.first());
        case LE -> KeyRange.lessOrEqual(EMPTY, comparison.first());
        case GT -> KeyRange.greater(EMPTY, comparison.first());
        case GE -> KeyRange.greaterOrEqual(EMPTY, comparison.first());
        case BETWEEN -> KeyRange.between(EMPTY, comparison.first(), comparison.second());
        case BEGINS_WITH -> KeyRange.beginsWith(EMPTY, comparison.first());
      };
    }
  }

  /** What both demand, of which at most one says what the partition is. */
  Branch and(Branch other) {
    return new Branch(
        partition == null ? other.partition : partition,
        joined(ranges, other.ranges),
        joined(filters, other.filters));
  }

  static <T> List<T> joined(List<T> one, List<T> two) {
    if (two.isEmpty()) {
      return one;
    }
    List<T> joined = new ArrayList<>(one.size() + two.size());
    joined.addAll(one);
    joined.addAll(two);
    return joined;
  }
}
