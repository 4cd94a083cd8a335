package io.antipode.node.operation.partiql;

import io.antipode.node.partiql.Expression;

/** What messages call the kinds of expressions. */
final class Kinds {
  private Kinds() {}

  static String of(Expression expression) {
    return switch (expression) {
      case Expression.Missing _ -> "LiteralMissing";
      case Expression.Null _,
          Expression.Bool _,
          Expression.Numeric _,
          Expression.Text _,
          Expression.Ion _ ->
          "Literal";
      case Expression.Parameter _ -> "Parameter";
      case Expression.Elements _, Expression.Bag _ -> "Seq";
      case Expression.Tuple _ -> "Struct";
      case Expression.Name _ -> "VariableReference";
      case Expression.Path _ -> "Path";
      case Expression.Call _,
          Expression.Unary _,
          Expression.Binary _,
          Expression.Between _,
          Expression.In _ ->
          "NAry";
      case Expression.Is _ -> "Typed";
      case Expression.Nested _ -> "Select";
      case Expression.Unsupported(String what, var _) -> what;
    };
  }
}
