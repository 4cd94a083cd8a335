package io.antipode.node.partiql;

import org.jspecify.annotations.Nullable;

/** What stands between two operands, or before one; those that bind tighter are larger. */
public enum Operator {
  UNION("union", 5),
  EXCEPT("except", 5),
  INTERSECT("intersect", 5),
  OR("or", 10),
  AND("and", 20),
  NOT("not", 30),
  EQUAL("=", 40),
  NOT_EQUAL("<>", 40),
  LESS("<", 50),
  LESS_OR_EQUAL("<=", 50),
  GREATER(">", 50),
  GREATER_OR_EQUAL(">=", 50),
  LIKE("like", 50),
  NOT_LIKE("not like", 50),
  PLUS("+", 60),
  MINUS("-", 60),
  CONCAT("||", 60),
  TIMES("*", 70),
  DIVIDE("/", 70),
  MODULO("%", 70);

  private final String symbol;
  private final int precedence;

  Operator(String symbol, int precedence) {
    this.symbol = symbol;
    this.precedence = precedence;
  }

  /** As it is written, words in lower case. */
  public String symbol() {
    return symbol;
  }

  int precedence() {
    return precedence;
  }

  /** The operator that may stand between two operands there, null for none. */
  static @Nullable Operator infix(Token token) {
    if (token.type() != TokenType.OPERATOR && token.type() != TokenType.STAR) {
      return null;
    }
    return switch (token.text()) {
      case "union" -> UNION;
      case "except" -> EXCEPT;
      case "intersect" -> INTERSECT;
      case "or" -> OR;
      case "and" -> AND;
      case "=" -> EQUAL;
      case "<>" -> NOT_EQUAL;
      case "<" -> LESS;
      case "<=" -> LESS_OR_EQUAL;
      case ">" -> GREATER;
      case ">=" -> GREATER_OR_EQUAL;
      case "like" -> LIKE;
      case "not like" -> NOT_LIKE;
      case "+" -> PLUS;
      case "-" -> MINUS;
      case "||" -> CONCAT;
      case "*" -> TIMES;
      case "/" -> DIVIDE;
      case "%" -> MODULO;
      default -> null;
    };
  }
}
