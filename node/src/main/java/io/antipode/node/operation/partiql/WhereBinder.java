package io.antipode.node.operation.partiql;

import io.antipode.node.expression.Comparator;
import io.antipode.node.expression.Conditions;
import io.antipode.node.expression.Function;
import io.antipode.node.expression.Operand;
import io.antipode.node.expression.Predicate;
import io.antipode.node.expression.Term;
import io.antipode.node.partiql.Expression;
import io.antipode.node.partiql.Operator;
import io.antipode.node.partiql.Place;
import io.antipode.node.partiql.StatementException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the condition that a WHERE is. Not thread-safe. */
final class WhereBinder {
  private static final int MAX_OPERATORS = 300;
  private static final String NO_BOOLEAN =
      "WHERE clause must contain an expression that resolves to a boolean";
  private static final String NO_LIST =
      "IN operator must have a left hand argument of type Variable Reference and right hand"
          + " argument of type Seq with at least one member";

  private final Paths paths;
  private final Literals literals;
  private final Conditions conditions = Conditions.strict();
  private int operators;

  WhereBinder(Paths paths, Literals literals) {
    this.paths = paths;
    this.literals = literals;
  }

  /** The condition; null where there is no WHERE. */
  @Nullable Predicate where(@Nullable Expression where) {
    return where == null ? null : predicate(where);
  }

  private Predicate predicate(Expression expression) {
    Predicate predicate = predicateOrNull(expression);
    if (predicate == null) {
      throw new StatementException(NO_BOOLEAN);
    }
    return predicate;
  }

  /** The condition that an expression is; null where it is a value. */
  private @Nullable Predicate predicateOrNull(Expression expression) {
    return switch (expression) {
      case Expression.Binary binary -> binary(binary);
      case Expression.Unary(Operator operator, Expression operand, Place _) -> {
        countOperator();
        if (operator != Operator.NOT) {
          throw unsupported(operator.symbol());
        }
        yield new Predicate.Not(predicate(operand));
      }
      case Expression.Between(var operand, var low, var high, boolean negated, Place _) -> {
        countOperator();
        yield unless(negated, conditions.between(operand(operand), operand(low), operand(high)));
      }
      case Expression.In(var operand, var among, boolean negated, Place _) ->
          unless(negated, in(operand, among));
      case Expression.Is is -> is(is);
      case Expression.Call call -> function(call) instanceof Predicate made ? made : null;
      case Expression.Missing _,
          Expression.Null _,
          Expression.Bool _,
          Expression.Numeric _,
          Expression.Text _,
          Expression.Ion _,
          Expression.Parameter _,
          Expression.Elements _,
          Expression.Bag _,
          Expression.Tuple _,
          Expression.Name _,
          Expression.Path _,
          Expression.Nested _,
          Expression.Unsupported _ ->
          null;
    };
  }

  private static Predicate unless(boolean negated, Predicate predicate) {
    return negated ? new Predicate.Not(predicate) : predicate;
  }

  private void countOperator() {
    if (++operators > MAX_OPERATORS) {
      throw new StatementException(
          "The expression contains too many operators; operator count: " + operators);
    }
  }

  private static StatementException unsupported(String operator) {
    return new StatementException(
        "Unsupported operator in Condition Expression. Operator: " + operator);
  }

  private Predicate binary(Expression.Binary binary) {
    Operator operator = binary.operator();
    return switch (operator) {
      case AND -> new Predicate.And(chain(binary, Operator.AND));
      case OR -> new Predicate.Or(chain(binary, Operator.OR));
      case EQUAL -> compare(binary, Comparator.EQUAL);
      case NOT_EQUAL -> compare(binary, Comparator.NOT_EQUAL);
      case LESS -> compare(binary, Comparator.LESS);
      case LESS_OR_EQUAL -> compare(binary, Comparator.LESS_OR_EQUAL);
      case GREATER -> compare(binary, Comparator.GREATER);
      case GREATER_OR_EQUAL -> compare(binary, Comparator.GREATER_OR_EQUAL);
      case NOT,
          UNION,
          EXCEPT,
          INTERSECT,
          LIKE,
          NOT_LIKE,
          PLUS,
          MINUS,
          CONCAT,
          TIMES,
          DIVIDE,
          MODULO ->
          throw unsupported(operator.symbol());
    };
  }

  /** All that one operator joins, which the grammar nests to the left. */
  private List<Predicate> chain(Expression.Binary last, Operator operator) {
    Deque<Expression> joined = new ArrayDeque<>();
    Expression left = last;
    while (left instanceof Expression.Binary binary && binary.operator() == operator) {
      countOperator();
      joined.addFirst(binary.right());
      left = binary.left();
    }
    joined.addFirst(left);
    List<Predicate> predicates = new ArrayList<>(joined.size());
    joined.forEach(each -> predicates.add(predicate(each)));
    return predicates;
  }

  private Predicate compare(Expression.Binary binary, Comparator comparator) {
    countOperator();
    return conditions.compare(operand(binary.left()), comparator, operand(binary.right()));
  }

  private Predicate in(Expression operand, Expression among) {
    countOperator();
    List<Expression> members =
        switch (among) {
          case Expression.Elements(var elements, Place _) -> elements;
          case Expression.Bag(var bag, Place _) -> bag;
          default -> List.of();
        };
    if (members.isEmpty()) {
      throw new StatementException(NO_LIST);
    }
    Operand left = operand(operand);
    List<Operand> operands = new ArrayList<>(members.size());
    members.forEach(member -> operands.add(operand(member)));
    return conditions.in(left, operands);
  }

  private Predicate is(Expression.Is is) {
    countOperator();
    Expression left = is.operand();
    if (!Paths.isPath(left) && !Literals.isValue(left)) {
      throw new StatementException(
          "The left hand side argument to IS must be a Variable Reference, Literal, or Path");
    }
    if (is.type().equals("missing")) {
      Function function = is.negated() ? Function.ATTRIBUTE_EXISTS : Function.ATTRIBUTE_NOT_EXISTS;
      return (Predicate) made(conditions.function(function, List.of(operand(left))));
    }
    return unless(is.negated(), new Predicate.TypeIs(operand(left), typeName(is)));
  }

  private static String typeName(Expression.Is is) {
    return switch (is.type()) {
      case "null" -> "NULL";
      case "boolean" -> "BOOL";
      case "blob" -> "B";
      case "string" -> "S";
      case "numeric" -> "N";
      case "struct", "tuple" -> "M";
      case "list" -> "L";
      default ->
          throw new StatementException(
              "Unsupported data type for IS operator: "
                  + is.type().toUpperCase(java.util.Locale.ROOT)
                  + ". Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC,"
                  + " STRUCT, TUPLE, LIST] at "
                  + is.place());
    };
  }

  private Operand operand(Expression expression) {
    if (Paths.isPath(expression)) {
      return new Operand.Path(paths.of(expression));
    }
    if (Literals.isValue(expression)) {
      return new Operand.Value(literals.value(expression));
    }
    if (expression instanceof Expression.Missing) {
      throw new StatementException("MISSING must be compared using IS operator");
    }
    if (expression instanceof Expression.Call call) {
      return switch (function(call)) {
        case Operand operand -> operand;
        case Predicate predicate -> new Operand.Truth(predicate);
      };
    }
    return new Operand.Truth(predicate(expression));
  }

  private Term function(Expression.Call call) {
    countOperator();
    Function function = Function.of(call.function());
    if (function == null) {
      throw new StatementException(
          "Unrecognized function: " + call.function() + " at " + call.place());
    }
    if (function.forUpdates()) {
      throw new StatementException(
          "The function is not allowed in a condition expression; function: " + function.text());
    }
    List<Operand> operands = new ArrayList<>(call.arguments().size());
    call.arguments().forEach(argument -> operands.add(operand(argument)));
    return made(conditions.function(function, operands));
  }

  private static Term made(@Nullable Term term) {
    if (term == null) {
      throw new IllegalStateException("refused, and not thrown");
    }
    return term;
  }
}
