package io.antipode.node.partiql;

/** The kinds of tokens. Names are those of messages about a token that is missing. */
enum TokenType {
  /** A bare name. */
  IDENTIFIER,
  /** A name in double quotes. */
  QUOTED_IDENTIFIER,
  /** A word of the language that makes no operator, in lower case. */
  KEYWORD,
  /** A sign or word between or before operands, in lower case. */
  OPERATOR,
  /** A string, unquoted. */
  TEXT,
  NUMBER,
  /** What stands in backticks. */
  ION_LITERAL,
  QUESTION_MARK,
  STAR,
  DOT,
  COMMA,
  COLON,
  SEMICOLON,
  LEFT_PAREN,
  RIGHT_PAREN,
  LEFT_BRACKET,
  RIGHT_BRACKET,
  LEFT_CURLY,
  RIGHT_CURLY,
  LEFT_DOUBLE_ANGLE_BRACKET,
  RIGHT_DOUBLE_ANGLE_BRACKET,
  END
}
