package io.antipode.node.partiql;

import java.util.List;

/** What a whole text is: a statement, or an expression, which is not carried out. */
final class TopLevel {
  private static final String NO_STATEMENT = "Unsupported operation: ";

  private TopLevel() {}

  static Statement statement(Expression whole) {
    return switch (whole) {
      case Expression.Nested(Statement statement, Place _) -> statement;
      case Expression.Call(String function, List<Expression> arguments, Place _)
          when function.equals("exists")
              && arguments.size() == 1
              && arguments.getFirst()
                  instanceof Expression.Nested(Statement.Select select, Place _) ->
          new Statement.Exists(select);
      case Expression.Missing _ -> throw refused("LiteralMissing");
      case Expression.Null _,
          Expression.Bool _,
          Expression.Numeric _,
          Expression.Text _,
          Expression.Ion _ ->
          throw refused("Literal");
      case Expression.Parameter _ -> throw refused("Parameter");
      case Expression.Elements _, Expression.Bag _ -> throw refused("Seq");
      case Expression.Tuple _ -> throw refused("Struct");
      case Expression.Name _ -> throw refused("VariableReference");
      case Expression.Path _ -> throw refused("Path");
      case Expression.Is _ -> throw refused("IsType");
      case Expression.Unsupported(String what, Place _) -> throw refused(what);
      case Expression.Call _,
          Expression.Unary _,
          Expression.Binary _,
          Expression.Between _,
          Expression.In _ ->
          throw new StatementException(
              "EXISTS can only be used in ExecuteTransaction write requests.");
    };
  }

  private static StatementException refused(String what) {
    return new StatementException(NO_STATEMENT + what);
  }
}
