package io.antipode.node.partiql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a statement into tokens: at most as many as it has characters. What it can't read is refused
 * with the envelope of DynamoDB's message and nothing in it. One per statement; not thread-safe.
 */
final class Scanner {
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int column = 1;

  /** Where the token at hand begins. */
  private int start;

  private int startLine;
  private int startColumn;

  private Scanner(String text) {
    this.text = text;
  }

  /** The tokens of a statement, the last one of type END. */
  static List<Token> scan(String text) {
    Scanner scanner = new Scanner(text);
    scanner.run();
    return scanner.tokens;
  }

  private void run() {
    skipBlank();
    while (at < text.length()) {
      start = at;
      startLine = line;
      startColumn = column;
      token(text.charAt(at));
      skipBlank();
    }
    tokens.add(new Token(TokenType.END, "", new Place(line, column, 0)));
  }

  private void token(char first) {
    switch (first) {
      case '(' -> sign(TokenType.LEFT_PAREN);
      case ')' -> sign(TokenType.RIGHT_PAREN);
      case '[' -> sign(TokenType.LEFT_BRACKET);
      case ']' -> sign(TokenType.RIGHT_BRACKET);
      case '{' -> sign(TokenType.LEFT_CURLY);
      case '}' -> sign(TokenType.RIGHT_CURLY);
      case ':' -> sign(TokenType.COLON);
      case ',' -> sign(TokenType.COMMA);
      case '*' -> sign(TokenType.STAR);
      case ';' -> sign(TokenType.SEMICOLON);
      case '?' -> sign(TokenType.QUESTION_MARK);
      case '%', '=', '@', '+', '-', '/' -> operator(1);
      case '<' -> angle('>', TokenType.LEFT_DOUBLE_ANGLE_BRACKET);
      case '>' -> angle('>', TokenType.RIGHT_DOUBLE_ANGLE_BRACKET);
      case '!' -> pair('=', "<>");
      case '|' -> pair('|', "||");
      case '\'' -> quoted('\'', TokenType.TEXT);
      case '"' -> quoted('"', TokenType.QUOTED_IDENTIFIER);
      case '`' -> quoted('`', TokenType.ION_LITERAL);
      default -> wordOrNumber(first);
    }
  }

  private void wordOrNumber(char first) {
    if (isDigit(first) || (first == '.' && isDigit(charAt(at + 1)))) {
      number();
    } else if (first == '.') {
      sign(TokenType.DOT);
    } else if (isWordStart(first)) {
      word();
    } else {
      throw unreadable();
    }
  }

  private void sign(TokenType type) {
    advance(1);
    add(type, text.substring(start, at));
  }

  private void operator(int length) {
    advance(length);
    add(TokenType.OPERATOR, text.substring(start, at));
  }

  /** An angle: with an equals sign, with the other angle, doubled, or alone. */
  private void angle(char close, TokenType doubled) {
    char first = text.charAt(at);
    char next = charAt(at + 1);
    if (next == first) {
      advance(2);
      add(doubled, text.substring(start, at));
    } else {
      operator(next == '=' || (first == '<' && next == close) ? 2 : 1);
    }
  }

  private void pair(char second, String meaning) {
    if (charAt(at + 1) != second) {
      throw unreadable();
    }
    advance(2);
    add(TokenType.OPERATOR, meaning);
  }

  /** What stands between quotes, where a doubled quote is one. */
  private void quoted(char quote, TokenType type) {
    StringBuilder content = new StringBuilder();
    advance(1);
    while (true) {
      if (at >= text.length()) {
        throw unreadable();
      }
      char c = text.charAt(at);
      advance(1);
      if (c == quote) {
        if (charAt(at) != quote || type == TokenType.ION_LITERAL) {
          break;
        }
        advance(1);
      }
      content.append(c);
    }
    add(type, content.toString());
  }

  private void number() {
    digits();
    int point = at;
    if (charAt(at) == '.') {
      advance(1);
      digits();
    }
    long fractionDigits = Math.max(0, at - point - 1);
    long exponent = 0;
    if (charAt(at) == 'e' || charAt(at) == 'E') {
      exponent = exponent();
    }
    // Beyond that, what AWS reads numbers with can't hold them: scale and exponent have 32 bits.
    if ((int) exponent != exponent
        || (int) (fractionDigits - exponent) != fractionDigits - exponent) {
      throw unreadable();
    }
    add(TokenType.NUMBER, text.substring(start, at));
  }

  private long exponent() {
    advance(1);
    boolean negative = charAt(at) == '-';
    if (negative || charAt(at) == '+') {
      advance(1);
    }
    int first = at;
    digits();
    if (at == first) {
      throw unreadable();
    }
    long magnitude = 0;
    for (int i = first; i < at && magnitude <= Integer.MAX_VALUE; i++) {
      magnitude = magnitude * 10 + (text.charAt(i) - '0');
    }
    return negative ? -magnitude : magnitude;
  }

  private void digits() {
    while (isDigit(charAt(at))) {
      advance(1);
    }
  }

  private void word() {
    while (isWordStart(charAt(at)) || isDigit(charAt(at))) {
      advance(1);
    }
    String word = text.substring(start, at);
    String lowerCase = word.toLowerCase(Locale.ROOT);
    if (joinsLast(lowerCase)) {
      Token last = tokens.removeLast();
      TokenType type = last.type() == TokenType.OPERATOR ? TokenType.OPERATOR : TokenType.KEYWORD;
      tokens.add(new Token(type, last.text() + " " + lowerCase, last.place()));
    } else if (Words.isOperator(lowerCase)) {
      add(TokenType.OPERATOR, lowerCase);
    } else if (Words.isKeyword(lowerCase)) {
      add(TokenType.KEYWORD, lowerCase);
    } else {
      add(TokenType.IDENTIFIER, word);
    }
  }

  private boolean joinsLast(String lowerCase) {
    if (tokens.isEmpty()) {
      return false;
    }
    Token last = tokens.getLast();
    return (last.is(TokenType.OPERATOR) || last.is(TokenType.KEYWORD))
        && Words.isPair(last.text(), lowerCase);
  }

  /** Steps over white space and comments. */
  private void skipBlank() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isBlank(c)) {
        advance(1);
      } else if (text.startsWith("--", at)) {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
          advance(1);
        }
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw unreadable();
        }
        advance(end + 2 - at);
      } else {
        return;
      }
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
  }

  /** The character there; a NUL, which nothing begins with, behind the end. */
  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  private void advance(int chars) {
    for (int end = at + chars; at < end; at++) {
      char c = text.charAt(at);
      if (c == '\n') {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(c)) {
        column++;
      }
    }
  }

  private void add(TokenType type, String content) {
    int length = text.codePointCount(start, at);
    tokens.add(new Token(type, content, new Place(startLine, startColumn, length)));
  }

  private static StatementException unreadable() {
    return StatementException.notWellFormed("");
  }
}
