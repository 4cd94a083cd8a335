package io.antipode.node.expression;

/**
 * Cuts an expression into tokens, one at a time; {@link #type}, {@link #start} and {@link #end} are
 * those of the token at hand. Keywords are known in either case. Not thread-safe.
 */
final class Lexer {
  private final String text;

  TokenType type = TokenType.END;
  int start;
  int end;

  /** Where the token before began, -1 for none. */
  int previousStart = -1;

  int previousEnd;

  Lexer(String text) {
    this.text = text;
    scan(0);
  }

  void advance() {
    previousStart = start;
    previousEnd = end;
    scan(end);
  }

  String tokenText() {
    return text.substring(start, end);
  }

  /**
   * DynamoDB's complaint about the token at hand: {@code Syntax error; token: "x", near: "a x b"},
   * with the tokens before and after it, spaced as they were written.
   */
  String syntaxError() {
    boolean atEnd = type == TokenType.END;
    String token = atEnd ? "<EOF>" : tokenText();
    int from = previousStart >= 0 ? previousStart : atEnd ? 0 : start;
    int to = text.length();
    if (!atEnd) {
      Lexer after = new Lexer(text);
      after.scan(end);
      to = after.type == TokenType.END ? end : after.end;
    }
    return "Syntax error; token: \"" + token + "\", near: \"" + text.substring(from, to) + "\"";
  }

  private void scan(int from) {
    int at = from;
    int length = text.length();
    while (at < length && isSpace(text.charAt(at))) {
      at++;
    }
    start = at;
    if (at == length) {
      end = at;
      type = TokenType.END;
      return;
    }
    char c = text.charAt(at);
    end = at + 1;
    if (isLetter(c)) {
      end = wordEnd(at + 1);
      type = Keywords.typeOf(text, start, end);
      return;
    }
    type =
        switch (c) {
          case '#' -> reference(TokenType.NAME_REFERENCE);
          case ':' -> reference(TokenType.VALUE_REFERENCE);
          case '(' -> TokenType.LEFT_PARENTHESIS;
          case ')' -> TokenType.RIGHT_PARENTHESIS;
          case '[' -> TokenType.LEFT_BRACKET;
          case ']' -> TokenType.RIGHT_BRACKET;
          case '.' -> TokenType.DOT;
          case ',' -> TokenType.COMMA;
          case '=' -> TokenType.EQUAL;
          case '+' -> TokenType.PLUS;
          case '-' -> TokenType.MINUS;
          case '<' ->
              follows(
                  '=', TokenType.LESS_OR_EQUAL, follows('>', TokenType.NOT_EQUAL, TokenType.LESS));
          case '>' -> follows('=', TokenType.GREATER_OR_EQUAL, TokenType.GREATER);
          case '0' -> TokenType.NUMBER;
          case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
          default -> TokenType.UNKNOWN;
        };
  }

  private TokenType reference(TokenType type) {
    int to = wordEnd(start + 1);
    if (to == start + 1) {
      return TokenType.UNKNOWN;
    }
    end = to;
    return type;
  }

  /** The longer token where the character follows, which then belongs to it. */
  private TokenType follows(char second, TokenType longer, TokenType shorter) {
    if (end == start + 1 && end < text.length() && text.charAt(end) == second) {
      end++;
      return longer;
    }
    return shorter;
  }

  private TokenType number() {
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return TokenType.NUMBER;
  }

  private int wordEnd(int from) {
    int at = from;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isWord(char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '_';
  }
}
