package io.antipode.node.operation.partiql;

import io.antipode.node.action.ReadSource;
import io.antipode.node.api.ApiException;
import io.antipode.node.expression.KeyConditions;
import io.antipode.node.expression.KeyConditions.KeyComparison;
import io.antipode.node.expression.KeyConditions.Operator;
import io.antipode.node.expression.Predicate;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.item.AttributeValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a SELECT is read: by queries one after the other, where its WHERE names the partitions, else
 * by one scan. Immutable.
 *
 * @param steps the queries, or the scan alone
 * @param forward whether queries go up the sort key
 */
record SelectPlan(List<Step> steps, boolean forward) {
  /** AWS's bound on the queries of one statement. */
  private static final int MAX_READS = 50;

  /**
   * One read.
   *
   * @param key null for a scan
   * @param filter null for none
   */
  record Step(@Nullable KeyConditions key, @Nullable Predicate filter) {}

  static SelectPlan of(ReadSource source, BoundStatement.Read read) {
    Predicate where = read.where();
    if (where == null) {
      return new SelectPlan(List.of(new Step(null, null)), true);
    }
    KeyAttribute hash = source.hash().getFirst();
    KeyAttribute sort = source.range().isEmpty() ? null : source.range().getFirst();
    Branches spreading = new Branches(hash, sort);
    List<Branch> branches = spreading.spread(where);
    boolean keyed =
        !spreading.tooMany() && branches.stream().allMatch(each -> each.partition() != null);
    Order order = Order.of(read.order(), hash, sort);
    if ((keyed && branches.size() > MAX_READS)
        || (spreading.tooMany() && spreading.namesPartitions(where))) {
      throw ApiException.validation("Too many decomposed read operations for a given query.");
    }
    if (!keyed) {
      order.requireNone();
      return new SelectPlan(List.of(new Step(null, where)), true);
    }
    List<KeyedBranch> reached = reached(branches, hash, sort);
    requireProjected(source, reached);
    if (spreading.excludesSortKeys() && branches.size() > 1) {
      reached = reached(wholePartitions(branches, where), hash, sort);
    }
    order.check(reached);
    requireDisjoint(reached);
    return new SelectPlan(
        order.sorted(reached).stream().map(each -> step(each.branch(), hash)).toList(),
        order.forward());
  }

  private static List<KeyedBranch> reached(
      List<Branch> branches, KeyAttribute hash, @Nullable KeyAttribute sort) {
    return branches.stream().map(branch -> KeyedBranch.of(branch, hash, sort)).toList();
  }

  /** Each partition once, with all of the WHERE for a filter: what is excluded may overlap. */
  private static List<Branch> wholePartitions(List<Branch> branches, Predicate where) {
    Set<AttributeValue> partitions = new HashSet<>();
    List<Branch> whole = new ArrayList<>();
    for (Branch branch : branches) {
      if (partitions.add(branch.partition())) {
        whole.add(new Branch(branch.partition(), List.of(), List.of(where)));
      }
    }
    return whole;
  }

  private static void requireDisjoint(List<KeyedBranch> branches) {
    for (int i = 0; i < branches.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (branches.get(i).overlaps(branches.get(j))) {
          throw ApiException.validation(
              "Overlapping conditions with range keys are not supported in where clause");
        }
      }
    }
  }

  /** Refuses filters on what an index lacks, unless there is a branch without. */
  private static void requireProjected(ReadSource source, List<KeyedBranch> branches) {
    Set<String> projected = source.projected();
    if (source.index() == null || projected == null) {
      return;
    }
    Set<String> missing = Set.of();
    List<KeyedBranch> sorted = new ArrayList<>(branches);
    sorted.sort(Comparator.comparing(KeyedBranch::partition, Arrays::compareUnsigned));
    for (KeyedBranch each : sorted) {
      missing = new HashSet<>();
      for (Predicate filter : each.branch().filters()) {
        missing.addAll(filter.topLevelNames());
      }
      missing.removeAll(projected);
      if (missing.isEmpty()) {
        return;
      }
    }
    throw ApiException.validation(
        "One or more parameter values were invalid: Secondary index "
            + source.index().name()
            + " does not project one or more filter attributes: "
            + missing);
  }

  /** A query's key takes one condition on the sort key: what it can't say is left to the filter. */
  private static Step step(Branch branch, KeyAttribute hash) {
    AttributeValue partition = branch.partition();
    if (partition == null) {
      throw new IllegalStateException("a query without a partition");
    }
    List<KeyComparison> key = new ArrayList<>(2);
    key.add(new KeyComparison(hash.name(), Operator.EQ, partition, partition));
    List<Predicate> filters = new ArrayList<>(branch.filters());
    Branch.OnSort best = best(branch.ranges());
    if (best != null) {
      key.add(best.comparison());
      for (Branch.OnSort each : branch.ranges()) {
        if (!each.equals(best)) {
          filters.add(each.predicate());
        }
      }
    }
    Predicate filter =
        filters.isEmpty()
            ? null
            : filters.size() == 1 ? filters.getFirst() : new Predicate.And(filters);
    return new Step(new KeyConditions(key), filter);
  }

  private static Branch.@Nullable OnSort best(List<Branch.OnSort> ranges) {
    Branch.OnSort best = null;
    for (Branch.OnSort each : ranges) {
      if (best == null || narrowness(each) > narrowness(best)) {
        best = each;
      }
    }
    return best;
  }

  private static int narrowness(Branch.OnSort demand) {
    return switch (demand.comparison().operator()) {
      case EQ -> 3;
      case BETWEEN -> 2;
      case BEGINS_WITH -> 1;
      case LT, LE, GT, GE -> 0;
    };
  }
}
