package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the functions of conditions from their operands, and refuses operands that don't fit. */
final class ConditionFunctions {
  private static final Set<String> TYPES =
      Set.of("S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M");

  private final ConditionParser parser;

  ConditionFunctions(ConditionParser parser) {
    this.parser = parser;
  }

  /**
   * @param operands as many as the function takes
   * @return null where the operands were refused
   */
  ConditionParser.@Nullable Term term(Function function, List<Operand> operands) {
    Operand first = operands.getFirst();
    Operand last = operands.getLast();
    return switch (function) {
      case ATTRIBUTE_EXISTS, ATTRIBUTE_NOT_EXISTS -> exists(function, first);
      case ATTRIBUTE_TYPE -> typeIs(first, last);
      case BEGINS_WITH -> {
        parser.requireDistinct(function.text(), first, last);
        requireText(function, first);
        requireText(function, last);
        yield new Predicate.BeginsWith(first, last);
      }
      case CONTAINS -> {
        parser.requireDistinct(function.text(), first, last);
        yield new Predicate.Contains(first, last);
      }
      case SIZE -> {
        String type = first.staticType();
        if (type != null && (type.equals("N") || type.equals("BOOL") || type.equals("NULL"))) {
          parser.refuseType(function.text(), type);
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
    parser.refuseMeaning(
        "Operator or function requires a document path; operator or function: " + function.text());
    return null;
  }

  private @Nullable Predicate typeIs(Operand operand, Operand type) {
    if (type instanceof Operand.Value(var value)
        && value.isText()
        && value.decode() instanceof AttributeValue.S(String name)) {
      if (!TYPES.contains(name)) {
        parser.refuseMeaning(
            "Invalid attribute type name found; type: "
                + name
                + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
      }
      return new Predicate.TypeIs(operand, name);
    }
    String staticType = type.staticType();
    parser.refuseType(
        Function.ATTRIBUTE_TYPE.text(),
        staticType == null ? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}" : staticType);
    return null;
  }

  private void requireText(Function function, Operand operand) {
    String type = operand.staticType();
    if (type != null && !type.equals("S") && !type.equals("B")) {
      parser.refuseType(function.text(), type);
    }
  }
}
