package io.antipode.node.expression;

/** The tokens of DynamoDB's expression language. */
enum TokenType {
  END,
  /** A bare attribute or function name. */
  NAME,
  /** {@code #name}. */
  NAME_REFERENCE,
  /** {@code :value}. */
  VALUE_REFERENCE,
  NUMBER,
  LEFT_PARENTHESIS,
  RIGHT_PARENTHESIS,
  LEFT_BRACKET,
  RIGHT_BRACKET,
  DOT,
  COMMA,
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL,
  PLUS,
  MINUS,
  AND,
  OR,
  NOT,
  IN,
  BETWEEN,
  SET,
  REMOVE,
  ADD,
  DELETE,
  /** A character that begins no token. */
  UNKNOWN
}
