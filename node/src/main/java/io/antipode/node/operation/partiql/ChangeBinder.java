package io.antipode.node.operation.partiql;

import io.antipode.node.expression.DocumentPath;
import io.antipode.node.expression.Function;
import io.antipode.node.expression.SetValue;
import io.antipode.node.expression.Update;
import io.antipode.node.expression.UpdateAction;
import io.antipode.node.item.Encoded;
import io.antipode.node.partiql.Expression;
import io.antipode.node.partiql.Operator;
import io.antipode.node.partiql.Place;
import io.antipode.node.partiql.Statement;
import io.antipode.node.partiql.StatementException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the update that the SETs and REMOVEs of a statement are. Not thread-safe. */
final class ChangeBinder {
  private static final int MAX_OPERATORS = 300;
  private static final String SET_ADD = "set_add";
  private static final String SET_DELETE = "set_delete";

  private final Paths paths;
  private final Literals literals;
  private int operators;

  ChangeBinder(Paths paths, Literals literals) {
    this.paths = paths;
    this.literals = literals;
  }

  Update update(List<Statement.Change> changes) {
    List<UpdateAction> actions = new ArrayList<>(changes.size());
    for (Statement.Change change : changes) {
      actions.add(
          switch (change) {
            case Statement.Change.Set(Expression target, Expression value) ->
                set(paths.of(target), value);
            case Statement.Change.Remove(Expression target) ->
                new UpdateAction.Remove(paths.of(target));
          });
    }
    return Update.of(actions);
  }

  private UpdateAction set(DocumentPath target, Expression value) {
    if (value instanceof Expression.Call call
        && (call.function().equals(SET_ADD) || call.function().equals(SET_DELETE))) {
      return setFunction(target, call);
    }
    return new UpdateAction.Set(target, value(value));
  }

  /** {@code a = set_add(a, members)}, which is what ADD and DELETE are elsewhere. */
  private UpdateAction setFunction(DocumentPath target, Expression.Call call) {
    String name = call.function().toUpperCase(Locale.ROOT);
    if (call.arguments().size() != 2) {
      throw new StatementException(name + " must have exactly two arguments at " + call.place());
    }
    Expression first = call.arguments().getFirst();
    if (!Paths.isPath(first) || !paths.of(first).equals(target)) {
      throw new StatementException(
          "The first argument to " + name + " must equal the assignment value at " + call.place());
    }
    Expression second = call.arguments().getLast();
    Encoded members = Literals.isValue(second) ? literals.value(second) : null;
    if (members == null || !members.isSet()) {
      throw new StatementException(
          "The second argument to " + name + " must be a value with type SET at " + first.place());
    }
    return call.function().equals(SET_ADD)
        ? new UpdateAction.Add(target, members)
        : new UpdateAction.Delete(target, members);
  }

  private SetValue value(Expression expression) {
    if (Paths.isPath(expression)) {
      return new SetValue.Path(paths.of(expression));
    }
    if (Literals.isValue(expression)) {
      return new SetValue.Value(literals.value(expression));
    }
    return switch (expression) {
      case Expression.Binary binary -> sum(binary);
      case Expression.Call call -> function(call);
      case Expression.Unary(Operator operator, var _, Place _) when operator != Operator.NOT ->
          throw new StatementException(
              "Incorrect number of operands for operator or function; operator or function: "
                  + operator.symbol()
                  + ", number of operands: 1");
      case Expression.Unary(Operator operator, var _, Place _) ->
          throw unsupported(operator.symbol());
      case Expression.Between _ -> throw unsupported("between");
      case Expression.In _ -> throw unsupported("in");
      case Expression.Is _ -> throw unsupported("is");
      default -> throw new StatementException("MISSING must be compared using IS operator");
    };
  }

  private SetValue sum(Expression.Binary binary) {
    Operator operator = binary.operator();
    if (operator != Operator.PLUS && operator != Operator.MINUS) {
      throw unsupported(operator.symbol());
    }
    countOperator();
    SetValue left = value(binary.left());
    SetValue right = value(binary.right());
    refuse(left.misfit(operator.symbol(), "N"));
    refuse(right.misfit(operator.symbol(), "N"));
    return operator == Operator.PLUS
        ? new SetValue.Plus(left, right)
        : new SetValue.Minus(left, right);
  }

  private SetValue function(Expression.Call call) {
    countOperator();
    Function function = Function.of(call.function());
    if (function == null) {
      throw new StatementException(
          "Unrecognized function: " + call.function() + " at " + call.place());
    }
    if (!function.forUpdates()) {
      throw new StatementException(
          "The function is not allowed in an update expression; function: " + function.text());
    }
    List<SetValue> operands = new ArrayList<>(2);
    call.arguments().forEach(argument -> operands.add(value(argument)));
    if (operands.size() != function.operandCount()) {
      throw new StatementException(
          "Incorrect number of operands for operator or function; operator or function: "
              + function.text()
              + ", number of operands: "
              + operands.size());
    }
    if (function == Function.IF_NOT_EXISTS) {
      if (operands.getFirst() instanceof SetValue.Path(var path)) {
        return new SetValue.IfNotExists(path, operands.getLast());
      }
      throw new StatementException(
          "Operator or function requires a document path; operator or function: "
              + function.text());
    }
    operands.forEach(operand -> refuse(operand.misfit(function.text(), "L")));
    return new SetValue.ListAppend(operands.getFirst(), operands.getLast());
  }

  private static void refuse(@Nullable String message) {
    if (message != null) {
      throw new StatementException(message);
    }
  }

  private void countOperator() {
    if (++operators > MAX_OPERATORS) {
      throw new StatementException(
          "The expression contains too many operators; operator count: " + operators);
    }
  }

  private static StatementException unsupported(String operator) {
    return new StatementException(
        "Unsupported operator in Update Expression. Operator: " + operator);
  }
}
