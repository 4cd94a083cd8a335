package io.antipode.node.operation.partiql;

import io.antipode.node.expression.KeyConditions.KeyComparison;
import io.antipode.node.expression.KeyConditions.Operator;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.KeyRange;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An alternative that names its partition, with the bytes of its keys. These are made once: a
 * statement has up to fifty alternatives, which are compared with each other, and values of
 * parameters may be long. Immutable.
 *
 * @param partition the bytes that order partitions
 * @param range the sort keys that all demands together allow
 */
record KeyedBranch(Branch branch, byte[] partition, KeyRange range) {
  private static final byte[] EMPTY = {};

  /**
   * Refuses values that no key can have for their size.
   *
   * @param sort null where what is read has no sort key
   */
  static KeyedBranch of(Branch branch, KeyAttribute hash, @Nullable KeyAttribute sort) {
    AttributeValue partition = branch.partition();
    if (partition == null) {
      throw new IllegalStateException("a branch without a partition");
    }
    hash.checkSize(partition);
    if (sort != null) {
      branch.ranges().forEach(demand -> checkSizes(sort, demand.comparison()));
    }
    return new KeyedBranch(branch, KeyRange.extend(EMPTY, partition), range(branch));
  }

  /** A prefix may be longer than any key: it was cut for that. */
  private static void checkSizes(KeyAttribute sort, KeyComparison comparison) {
    if (comparison.operator() != Operator.BEGINS_WITH) {
      sort.checkSize(comparison.first());
      sort.checkSize(comparison.second());
    }
  }

  private static KeyRange range(Branch branch) {
    byte[] from = EMPTY;
    byte[] to = EMPTY;
    for (Branch.OnSort demand : branch.ranges()) {
      KeyRange range = demand.range();
      from = Arrays.compareUnsigned(range.from(), from) > 0 ? range.from() : from;
      boolean ends = range.to().length > 0;
      to = ends && (to.length == 0 || Arrays.compareUnsigned(range.to(), to) < 0) ? range.to() : to;
    }
    return new KeyRange(from, to);
  }

  /** Whether an item may be in both. */
  boolean overlaps(KeyedBranch other) {
    return Arrays.equals(partition, other.partition)
        && !isEmpty(range)
        && !isEmpty(other.range)
        && begins(range, other.range)
        && begins(other.range, range);
  }

  private static boolean isEmpty(KeyRange range) {
    return range.to().length > 0 && Arrays.compareUnsigned(range.from(), range.to()) >= 0;
  }

  private static boolean begins(KeyRange one, KeyRange beforeEndOf) {
    return beforeEndOf.to().length == 0 || Arrays.compareUnsigned(one.from(), beforeEndOf.to()) < 0;
  }
}
