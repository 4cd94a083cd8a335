package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Encoded;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes conditions of their parts, and refuses operands that don't go together: whatever language
 * the parts were written in. What is made of refused ones must not be used.
 */
public final class Conditions {
  /** The most operands behind an IN. */
  static final int MAX_IN_OPERANDS = 100;

  private static final Set<String> TYPES =
      Set.of("S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M");

  private final Complaints complaints;

  /** Hears what is refused: it may throw, or keep the first of it. */
  interface Complaints {
    void refuseMeaning(String message);
  }

  Conditions(Complaints complaints) {
    this.complaints = complaints;
  }

  /** Makes conditions, and throws {@link ExpressionException} for what it refuses. */
  public static Conditions strict() {
    return new Conditions(
        message -> {
          throw new ExpressionException(message);
        });
  }

  public Predicate compare(Operand left, Comparator comparator, Operand right) {
    requireDistinct(comparator.symbol(), left, right);
    if (comparator.ordering()) {
      requireOrder(comparator.symbol(), left);
      requireOrder(comparator.symbol(), right);
    }
    return new Predicate.Comparison(left, comparator, right);
  }

  public Predicate between(Operand operand, Operand low, Operand high) {
    requireDistinct("BETWEEN", operand, low);
    requireDistinct("BETWEEN", operand, high);
    requireOrder("BETWEEN", operand);
    requireOrder("BETWEEN", low);
    requireOrder("BETWEEN", high);
    if (low instanceof Operand.Value(var lowest) && high instanceof Operand.Value(var highest)) {
      checkBounds(lowest, highest);
    }
    return new Predicate.Between(operand, low, high);
  }

  private void checkBounds(Encoded lowest, Encoded highest) {
    String wrong;
    if (!lowest.hasTypeOf(highest)) {
      wrong = "requires same data type for lower and upper bounds";
    } else if (Comparisons.ordered(lowest, highest) && lowest.compare(highest) > 0) {
      wrong = "requires upper bound to be greater than or equal to lower bound";
    } else {
      return;
    }
    // Only now: the values may be large, and named often.
    complaints.refuseMeaning(
        "The BETWEEN operator "
            + wrong
            + "; lower bound operand: AttributeValue: "
            + ValueText.of(lowest)
            + ", upper bound operand: AttributeValue: "
            + ValueText.of(highest));
  }

  public Predicate in(Operand operand, List<Operand> among) {
    if (among.size() > MAX_IN_OPERANDS) {
      complaints.refuseMeaning(
          "The IN operator is provided with too many operands; number of operands: "
              + among.size());
    }
    return inAny(operand, among);
  }

  /** The same, for any number of operands. */
  Predicate inAny(Operand operand, List<Operand> among) {
    for (Operand one : among) {
      requireDistinct("IN", operand, one);
    }
    return new Predicate.In(operand, among);
  }

  /**
   * What a function of conditions makes of operands.
   *
   * @return null where there are too many or too few
   */
  public @Nullable Term function(Function function, List<Operand> operands) {
    if (operands.size() != function.operandCount()) {
      complaints.refuseMeaning(
          "Incorrect number of operands for operator or function; operator or function: "
              + function.text()
              + ", number of operands: "
              + operands.size());
      return null;
    }
    Operand first = operands.getFirst();
    Operand last = operands.getLast();
    return switch (function) {
      case ATTRIBUTE_EXISTS, ATTRIBUTE_NOT_EXISTS -> exists(function, first);
      case ATTRIBUTE_TYPE -> typeIs(first, last);
      case BEGINS_WITH -> {
        requireDistinct(function.text(), first, last);
        requireText(function, first);
        requireText(function, last);
        yield new Predicate.BeginsWith(first, last);
      }
      case CONTAINS -> {
        requireDistinct(function.text(), first, last);
        yield new Predicate.Contains(first, last);
      }
      case SIZE -> {
        String type = first.staticType();
        if (type != null && (type.equals("N") || type.equals("BOOL") || type.equals("NULL"))) {
          refuseType(function.text(), type);
        }
        yield new Operand.Size(first);
      }
      case IF_NOT_EXISTS, LIST_APPEND -> null;
    };
  }

  /** The function that a predicate was written as, null where it was written with operators. */
  static @Nullable Function functionOf(Predicate predicate) {
    return switch (predicate) {
      case Predicate.Exists(var _, boolean wanted) ->
          wanted ? Function.ATTRIBUTE_EXISTS : Function.ATTRIBUTE_NOT_EXISTS;
      case Predicate.TypeIs _ -> Function.ATTRIBUTE_TYPE;
      case Predicate.BeginsWith _ -> Function.BEGINS_WITH;
      case Predicate.Contains _ -> Function.CONTAINS;
      case Predicate.And _,
          Predicate.Or _,
          Predicate.Not _,
          Predicate.Comparison _,
          Predicate.Between _,
          Predicate.In _ ->
          null;
    };
  }

  private @Nullable Predicate exists(Function function, Operand operand) {
    if (operand instanceof Operand.Path(var path)) {
      return new Predicate.Exists(path, function == Function.ATTRIBUTE_EXISTS);
    }
    complaints.refuseMeaning(
        "Operator or function requires a document path; operator or function: " + function.text());
    return null;
  }

  private @Nullable Predicate typeIs(Operand operand, Operand type) {
    if (type instanceof Operand.Value(var value)
        && value.isText()
        && value.decode() instanceof AttributeValue.S(String name)) {
      if (!TYPES.contains(name)) {
        complaints.refuseMeaning(
            "Invalid attribute type name found; type: "
                + name
                + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
      }
      return new Predicate.TypeIs(operand, name);
    }
    String staticType = type.staticType();
    refuseType(
        Function.ATTRIBUTE_TYPE.text(),
        staticType == null ? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}" : staticType);
    return null;
  }

  private void requireText(Function function, Operand operand) {
    String type = operand.staticType();
    if (type != null && !type.equals("S") && !type.equals("B")) {
      refuseType(function.text(), type);
    }
  }

  /** Two equal paths make no comparison. */
  private void requireDistinct(String operator, Operand first, Operand other) {
    if (first instanceof Operand.Path(var path) && first.equals(other)) {
      complaints.refuseMeaning(
          "The first operand must be distinct from the remaining operands for this operator or"
              + " function; operator: "
              + operator
              + ", first operand: "
              + path);
    }
  }

  private void requireOrder(String operator, Operand operand) {
    String type = operand.staticType();
    if (type != null && !Comparisons.hasOrder(type)) {
      refuseType(operator, type);
    }
  }

  private void refuseType(String operator, String type) {
    complaints.refuseMeaning(
        "Incorrect operand type for operator or function; operator or function: "
            + operator
            + ", operand type: "
            + type);
  }
}
