package io.antipode.node.operation.partiql;

import io.antipode.node.expression.Comparator;
import io.antipode.node.expression.DocumentPath;
import io.antipode.node.expression.KeyConditions.KeyComparison;
import io.antipode.node.expression.KeyConditions.Operator;
import io.antipode.node.expression.Operand;
import io.antipode.node.expression.Predicate;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Encoded;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spreads a WHERE into alternatives by what it demands of the keys of what is read: an IN or an OR
 * of keys makes several, and what stands beside it belongs to each. What names no key stays whole,
 * as a filter. Not thread-safe.
 */
final class Branches {
  /** More than may be read one by one by far: then none are. */
  private static final int MAX_BRANCHES = 1_000;

  private final KeyAttribute hash;
  private final @Nullable KeyAttribute sort;
  private boolean tooMany;
  private boolean excludesSortKeys;

  /**
   * @param sort null where what is read has no sort key
   */
  Branches(KeyAttribute hash, @Nullable KeyAttribute sort) {
    this.hash = hash;
    this.sort = sort;
  }

  /** Whether there were more alternatives than are told apart: those that are told mean nothing. */
  boolean tooMany() {
    return tooMany;
  }

  /** Whether a condition says which sort keys an item must not have. */
  boolean excludesSortKeys() {
    return excludesSortKeys;
  }

  /** Whether every item that satisfies the condition is in a partition that it names. */
  boolean namesPartitions(Predicate predicate) {
    return switch (predicate) {
      case Predicate.And(var all) -> all.stream().anyMatch(this::namesPartitions);
      case Predicate.Or(var any) -> any.stream().allMatch(this::namesPartitions);
      case Predicate.Comparison _, Predicate.In _ -> {
        List<Branch> keys = keys(predicate);
        yield keys != null && keys.getFirst().partition() != null;
      }
      case Predicate.Not _,
          Predicate.Between _,
          Predicate.Exists _,
          Predicate.TypeIs _,
          Predicate.BeginsWith _,
          Predicate.Contains _ ->
          false;
    };
  }

  List<Branch> spread(Predicate predicate) {
    List<Branch> keys = keys(predicate);
    if (keys != null) {
      return keys;
    }
    if (predicate instanceof Predicate.And(var all)) {
      List<Branch> spread = List.of(Branch.ANY);
      for (Predicate each : all) {
        spread = both(spread, spread(each));
      }
      return spread;
    }
    if (predicate instanceof Predicate.Or(var any) && any.stream().anyMatch(this::namesKey)) {
      List<Branch> spread = new ArrayList<>();
      for (Predicate each : any) {
        spread.addAll(spread(each));
      }
      tooMany |= spread.size() > MAX_BRANCHES;
      return tooMany ? List.of(Branch.ANY) : spread;
    }
    excludesSortKeys |= excludes(predicate);
    return List.of(filter(predicate));
  }

  private static Branch filter(Predicate predicate) {
    return new Branch(null, List.of(), List.of(predicate));
  }

  private boolean excludes(Predicate predicate) {
    boolean excluding =
        predicate instanceof Predicate.Not
            || (predicate instanceof Predicate.Comparison(var _, Comparator comparator, var _)
                && comparator == Comparator.NOT_EQUAL);
    return excluding && sort != null && predicate.topLevelNames().contains(sort.name());
  }

  private List<Branch> both(List<Branch> left, List<Branch> right) {
    if ((long) left.size() * right.size() > MAX_BRANCHES) {
      tooMany = true;
      return List.of(Branch.ANY);
    }
    List<Branch> both = new ArrayList<>(left.size() * right.size());
    for (Branch one : left) {
      for (Branch other : right) {
        AttributeValue mine = one.partition();
        AttributeValue its = other.partition();
        both.add(
            mine == null || its == null
                ? one.and(other)
                : one.and(
                    new Branch(
                        null,
                        other.ranges(),
                        Branch.joined(other.filters(), List.of(equalsHash(its))))));
      }
    }
    return both;
  }

  private Predicate equalsHash(AttributeValue value) {
    return new Predicate.Comparison(
        new Operand.Path(new DocumentPath(hash.name(), List.of())),
        Comparator.EQUAL,
        new Operand.Value(Encoded.of(value)));
  }

  private boolean namesKey(Predicate predicate) {
    return switch (predicate) {
      case Predicate.And(var all) -> all.stream().anyMatch(this::namesKey);
      case Predicate.Or(var any) -> any.stream().anyMatch(this::namesKey);
      case Predicate.Comparison _, Predicate.Between _, Predicate.In _, Predicate.BeginsWith _ ->
          keys(predicate) != null;
      case Predicate.Not _, Predicate.Exists _, Predicate.TypeIs _, Predicate.Contains _ -> false;
    };
  }

  /** The keys that a condition demands, an alternative each; null where it demands none. */
  private @Nullable List<Branch> keys(Predicate predicate) {
    return switch (predicate) {
      case Predicate.Comparison(var left, Comparator comparator, var right) -> {
        String name = KeyMatch.nameOf(left, right);
        if (name != null) {
          yield compared(name, comparator, value(right), predicate);
        }
        String flipped = KeyMatch.nameOf(right, left);
        yield flipped == null
            ? null
            : compared(flipped, comparator.flipped(), value(left), predicate);
      }
      case Predicate.In(var operand, var among) -> in(operand, among);
      case Predicate.Between(var operand, var low, var high)
          when low instanceof Operand.Value && high instanceof Operand.Value ->
          onSort(
              KeyMatch.nameOf(operand, low), Operator.BETWEEN, value(low), value(high), predicate);
      case Predicate.BeginsWith(var operand, var prefix) when prefix instanceof Operand.Value ->
          onSort(
              KeyMatch.nameOf(operand, prefix),
              Operator.BEGINS_WITH,
              value(prefix),
              value(prefix),
              predicate);
      case Predicate.And _,
          Predicate.Or _,
          Predicate.Not _,
          Predicate.Between _,
          Predicate.Exists _,
          Predicate.TypeIs _,
          Predicate.BeginsWith _,
          Predicate.Contains _ ->
          null;
    };
  }

  private static AttributeValue value(Operand operand) {
    return ((Operand.Value) operand).value().decode();
  }

  private @Nullable List<Branch> compared(
      String name, Comparator comparator, AttributeValue value, Predicate predicate) {
    if (name.equals(hash.name())) {
      if (comparator != Comparator.EQUAL) {
        return null;
      }
      KeyMatch.requireType(hash, value);
      return List.of(new Branch(value, List.of(), List.of()));
    }
    return switch (comparator) {
      case EQUAL -> onSort(name, Operator.EQ, value, value, predicate);
      case LESS -> onSort(name, Operator.LT, value, value, predicate);
      case LESS_OR_EQUAL -> onSort(name, Operator.LE, value, value, predicate);
      case GREATER -> onSort(name, Operator.GT, value, value, predicate);
      case GREATER_OR_EQUAL -> onSort(name, Operator.GE, value, value, predicate);
      case NOT_EQUAL -> null;
    };
  }

  private @Nullable List<Branch> onSort(
      @Nullable String name,
      Operator operator,
      AttributeValue first,
      AttributeValue second,
      Predicate predicate) {
    if (sort == null || !sort.name().equals(name)) {
      return null;
    }
    KeyMatch.requireType(sort, first);
    KeyMatch.requireType(sort, second);
    KeyComparison comparison =
        operator == Operator.BEGINS_WITH
            ? new KeyComparison(sort.name(), operator, sort.bounded(first), sort.bounded(first))
            : new KeyComparison(sort.name(), operator, first, second);
    return List.of(new Branch(null, List.of(new Branch.OnSort(comparison, predicate)), List.of()));
  }

  private @Nullable List<Branch> in(Operand operand, List<Operand> among) {
    List<Branch> branches = new ArrayList<>(among.size());
    for (Operand one : among) {
      String name = KeyMatch.nameOf(operand, one);
      List<Branch> equal =
          name == null
              ? null
              : compared(
                  name,
                  Comparator.EQUAL,
                  value(one),
                  new Predicate.Comparison(operand, Comparator.EQUAL, one));
      if (equal == null) {
        return null;
      }
      branches.addAll(equal);
    }
    return branches;
  }
}
