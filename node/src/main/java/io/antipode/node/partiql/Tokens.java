package io.antipode.node.partiql;

import java.util.List;

/** The tokens of a statement, read from front to back. Not thread-safe. */
final class Tokens {
  private final List<Token> all;
  private int at;

  /**
   * @param all the last one of type END, which is never left
   */
  Tokens(List<Token> all) {
    this.all = all;
  }

  Token head() {
    return all.get(at);
  }

  Token next() {
    return all.get(Math.min(at + 1, all.size() - 1));
  }

  /** Steps over the token at hand, and returns it. */
  Token take() {
    Token taken = head();
    if (at < all.size() - 1) {
      at++;
    }
    return taken;
  }

  boolean is(TokenType type) {
    return head().is(type);
  }

  boolean isKeyword(String word) {
    return head().isKeyword(word);
  }

  /** Steps over a token where it stands here; whether it did. */
  boolean skip(TokenType type) {
    boolean here = is(type);
    if (here) {
      take();
    }
    return here;
  }

  boolean skipKeyword(String word) {
    boolean here = isKeyword(word);
    if (here) {
      take();
    }
    return here;
  }

  /** Steps over a token that must stand here. */
  Token expect(TokenType type) {
    if (!is(type)) {
      throw StatementException.notWellFormed("Expected " + type);
    }
    return take();
  }

  StatementException error(String detail) {
    return StatementException.notWellFormed(detail);
  }
}
