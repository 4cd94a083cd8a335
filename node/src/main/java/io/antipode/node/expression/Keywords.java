package io.antipode.node.expression;

/** The words that are operators or begin a section of an update; known in either case. */
final class Keywords {
  private Keywords() {}

  /** The keyword's type, or {@link TokenType#NAME} for any other word. */
  static TokenType typeOf(String text, int start, int end) {
    return switch (end - start) {
      case 2 ->
          is("OR", text, start)
              ? TokenType.OR
              : is("IN", text, start) ? TokenType.IN : TokenType.NAME;
      case 3 ->
          is("AND", text, start)
              ? TokenType.AND
              : is("NOT", text, start)
                  ? TokenType.NOT
                  : is("SET", text, start)
                      ? TokenType.SET
                      : is("ADD", text, start) ? TokenType.ADD : TokenType.NAME;
      case 6 ->
          is("REMOVE", text, start)
              ? TokenType.REMOVE
              : is("DELETE", text, start) ? TokenType.DELETE : TokenType.NAME;
      case 7 -> is("BETWEEN", text, start) ? TokenType.BETWEEN : TokenType.NAME;
      default -> TokenType.NAME;
    };
  }

  private static boolean is(String keyword, String text, int start) {
    return keyword.regionMatches(true, 0, text, start, keyword.length());
  }
}
