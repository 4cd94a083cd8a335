package io.antipode.node.partiql;

/**
 * A token of a statement.
 *
 * @param text what it says, without quotes; keywords and operators in lower case
 */
record Token(TokenType type, String text, Place place) {
  boolean is(TokenType wanted) {
    return type == wanted;
  }

  boolean isKeyword(String word) {
    return type == TokenType.KEYWORD && text.equals(word);
  }

  boolean isOperator(String symbol) {
    return type == TokenType.OPERATOR && text.equals(symbol);
  }

  boolean isIdentifier() {
    return type == TokenType.IDENTIFIER || type == TokenType.QUOTED_IDENTIFIER;
  }
}
