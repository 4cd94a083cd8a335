package io.antipode.node.operation.partiql;

import io.antipode.node.api.ApiException;
import io.antipode.node.index.KeyAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a SELECT wants its items: by the keys of what is read, or none. Without any,
 * partitions go up, and sort keys in them. Immutable.
 *
 * @param given whether there is an ORDER BY
 * @param byHash whether it names the partition key
 */
record Order(boolean given, boolean byHash, boolean hashForward, boolean forward) {
  static Order of(
      List<BoundStatement.SortAttribute> wanted, KeyAttribute hash, @Nullable KeyAttribute sort) {
    boolean byHash = false;
    boolean hashForward = true;
    boolean forward = true;
    for (BoundStatement.SortAttribute each : wanted) {
      if (each.name().equals(hash.name())) {
        byHash = true;
        hashForward = each.ascending();
      } else if (sort != null && each.name().equals(sort.name())) {
        forward = each.ascending();
      } else {
        throw ApiException.validation(
            "Variable reference "
                + each.name()
                + " in ORDER BY clause must be part of the primary key");
      }
    }
    return new Order(!wanted.isEmpty(), byHash, hashForward, forward);
  }

  /** Refuses an order of what is read by a scan. */
  void requireNone() {
    if (given) {
      throw ApiException.validation(
          "Must have at least one non-optional hash key condition in WHERE clause when using ORDER"
              + " BY clause.");
    }
  }

  /** Refuses an order by sort keys alone of what lies in several partitions. */
  void check(List<KeyedBranch> branches) {
    byte[] first = branches.getFirst().partition();
    boolean several = branches.stream().anyMatch(each -> !Arrays.equals(first, each.partition()));
    if (given && several && !byHash) {
      throw ApiException.validation(
          "Must have hash key in ORDER BY clause when more than one hash key condition specified in"
              + " WHERE clause.");
    }
  }

  List<KeyedBranch> sorted(List<KeyedBranch> branches) {
    Comparator<KeyedBranch> byPartition =
        Comparator.comparing(KeyedBranch::partition, Arrays::compareUnsigned);
    Comparator<KeyedBranch> bySortKey =
        Comparator.comparing(branch -> branch.range().from(), Arrays::compareUnsigned);
    List<KeyedBranch> sorted = new ArrayList<>(branches);
    sorted.sort(
        (hashForward ? byPartition : byPartition.reversed())
            .thenComparing(forward ? bySortKey : bySortKey.reversed()));
    return sorted;
  }
}
