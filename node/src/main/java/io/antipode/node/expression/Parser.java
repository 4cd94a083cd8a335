package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Encoded;
import io.antipode.node.item.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the parsers of all four kinds of expression share: tokens, paths, values, limits, and the
 * order of complaints. DynamoDB reads the whole text before it looks at what the text means, so a
 * syntax error is thrown where it is met, and other errors are kept until the end: the first {@link
 * #refuse structural} one, else the first {@link #refuseMeaning one of meaning}. Parsing goes on
 * with {@link #NOTHING} in place of what was refused. One per expression; not thread-safe.
 */
abstract class Parser implements Conditions.Complaints {
  static final int MAX_SIZE_BYTES = 4096;
  static final int MAX_OPERATORS = 300;

  /** Deeper than any expression within the limit of operators, so that the stack is bounded. */
  private static final int MAX_PARENTHESES = MAX_OPERATORS + 20;

  /** Stands for what was refused. */
  static final Encoded NOTHING = Encoded.of(AttributeValue.Null.INSTANCE);

  final Lexer tokens;
  private final String parameter;
  private final ExpressionContext context;
  private @Nullable String structuralError;
  private @Nullable String meaningError;
  private int operators;
  private int openParentheses;
  private int openCalls;
  private int lastOpening = -1;
  private int lastClosing = -1;

  Parser(String parameter, String text, ExpressionContext context) {
    this.parameter = parameter;
    this.context = context;
    if (text.isEmpty()) {
      throw error("The expression can not be empty;");
    }
    int sizeBytes = Utf8.length(text);
    if (sizeBytes > MAX_SIZE_BYTES && !context.isGenerated()) {
      throw error("Expression size has exceeded the maximum allowed size;" + sizeSuffix(sizeBytes));
    }
    tokens = new Lexer(text);
  }

  /** DynamoDB tells the size of conditions, but not of updates and projections. */
  String sizeSuffix(int sizeBytes) {
    return "";
  }

  final ExpressionException error(String message) {
    return new ExpressionException("Invalid " + parameter + ": " + message);
  }

  final ExpressionException syntaxError() {
    return error(tokens.syntaxError());
  }

  /** Keeps an error of structure: reserved words, unknown functions, needless parentheses. */
  final void refuse(String message) {
    if (structuralError == null) {
      structuralError = message;
    }
  }

  /** Keeps an error of meaning: undefined references, operands of a wrong type. */
  @Override
  public final void refuseMeaning(String message) {
    if (meaningError == null) {
      meaningError = message;
    }
  }

  /** Throws the first error that was kept. */
  final void finish() {
    if (tokens.type != TokenType.END) {
      throw syntaxError();
    }
    String message = structuralError == null ? meaningError : structuralError;
    if (message != null) {
      throw error(message);
    }
  }

  final void countOperator() {
    operators++;
    if (operators == MAX_OPERATORS + 1 && !context.isGenerated()) {
      refuse("The expression contains too many operators; operator count: " + operators);
    }
  }

  final void expect(TokenType type) {
    if (tokens.type != type) {
      throw syntaxError();
    }
    tokens.advance();
  }

  /**
   * Steps over the {@code (} before operands. Every function counts as an operator before its
   * operands are read, so whoever nests them deeper than operators may be many has been refused for
   * something already; reading on would only cost stack.
   */
  final void openOperands() {
    expect(TokenType.LEFT_PARENTHESIS);
    if (++openCalls > MAX_OPERATORS) {
      throw structuralError == null ? syntaxError() : error(structuralError);
    }
  }

  final void closeOperands() {
    openCalls--;
    expect(TokenType.RIGHT_PARENTHESIS);
  }

  /** Whether the limits of what clients write don't hold, since the text was made for them. */
  final boolean isGenerated() {
    return context.isGenerated();
  }

  /** Steps over {@code (}; returns where it stood. */
  final int open() {
    if (++openParentheses > MAX_PARENTHESES) {
      throw error("The expression has redundant parentheses;");
    }
    int at = tokens.start;
    tokens.advance();
    return at;
  }

  /** Steps over the {@code )} that belongs to an {@link #open}, which must stand here. */
  final void close(int opening, int contentStart) {
    if (tokens.type != TokenType.RIGHT_PARENTHESIS) {
      throw syntaxError();
    }
    if (lastOpening == contentStart && lastClosing == tokens.previousStart) {
      refuse("The expression has redundant parentheses;");
    }
    openParentheses--;
    lastOpening = opening;
    lastClosing = tokens.start;
    tokens.advance();
  }

  /** The value of the {@code :v} at hand. */
  final Encoded value() {
    String reference = tokens.tokenText();
    Encoded value = context.value(reference);
    if (value == null) {
      refuseMeaning(
          "An expression attribute value used in expression is not defined; attribute value: "
              + reference);
      value = NOTHING;
    }
    tokens.advance();
    return value;
  }

  /** A path that begins at the token at hand. */
  final DocumentPath path() {
    if (tokens.type == TokenType.NAME) {
      String name = tokens.tokenText();
      tokens.advance();
      return pathFrom(name);
    }
    return pathAfter(element());
  }

  /** The rest of a path whose bare first name has been read. */
  final DocumentPath pathFrom(String name) {
    checkReserved(name);
    return pathAfter(name);
  }

  private DocumentPath pathAfter(String root) {
    List<DocumentPath.Step> steps = List.of();
    while (tokens.type == TokenType.DOT || tokens.type == TokenType.LEFT_BRACKET) {
      if (steps.isEmpty()) {
        steps = new ArrayList<>(2);
      }
      boolean member = tokens.type == TokenType.DOT;
      tokens.advance();
      steps.add(member ? new DocumentPath.Step.Member(element()) : index());
    }
    if (steps.size() >= DocumentPath.MAX_LEVELS) {
      refuseMeaning(
          "The document path has too many nesting levels; nesting levels: " + (steps.size() + 1));
    }
    if (!steps.isEmpty()) {
      context.addNestedRoot(root);
    }
    return new DocumentPath(root, steps);
  }

  /** A name or a reference to one. */
  private String element() {
    String text = tokens.tokenText();
    if (tokens.type == TokenType.NAME) {
      tokens.advance();
      checkReserved(text);
      return text;
    }
    if (tokens.type != TokenType.NAME_REFERENCE) {
      throw syntaxError();
    }
    tokens.advance();
    String name = context.name(text);
    if (name == null) {
      refuseMeaning(
          "An expression attribute name used in the document path is not defined; attribute name: "
              + text);
      return text;
    }
    return name;
  }

  private void checkReserved(String name) {
    if (ReservedWords.contains(name)) {
      refuse("Attribute name is a reserved keyword; reserved keyword: " + name);
    }
  }

  private DocumentPath.Step index() {
    if (tokens.type != TokenType.NUMBER) {
      throw syntaxError();
    }
    String digits = tokens.tokenText();
    tokens.advance();
    expect(TokenType.RIGHT_BRACKET);
    try {
      return new DocumentPath.Step.Element(Integer.parseInt(digits));
    } catch (NumberFormatException _) {
      refuseMeaning("List index is not within the allowable range; index: [" + digits + "]");
      return new DocumentPath.Step.Element(Integer.MAX_VALUE);
    }
  }
}
