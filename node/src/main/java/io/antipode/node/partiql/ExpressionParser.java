package io.antipode.node.partiql;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses expressions by the precedence of their operators.
 *
 * <pre>
 *  expression = unary (operator expression | [NOT] IN list | [NOT] BETWEEN e AND e | IS [NOT] type)*
 *  unary      = (+ | -) unary | NOT expression | path
 *  path       = term (. name | [ expression ])*
 *  term       = literal | ? | name | function ( e, e ) | ( e ) | [ e, e ] | &lt;&lt; e, e &gt;&gt; | { e : e } | statement
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class ExpressionParser {
  /**
   * Of expressions in each other: deeper than values and conditions may be, so stack is bounded.
   */
  private static final int MAX_DEPTH = 100;

  /** Of a statement: more than a condition may have, so that a tree of them is no deeper. */
  private static final int MAX_OPERATORS = 640;

  private static final int LOWEST = -1;
  private static final int EQUITY = Operator.EQUAL.precedence();
  private static final int COMPARISON = Operator.LESS.precedence();

  private final Tokens tokens;
  private final StatementParser statements;
  private int depth;
  private int operators;
  private int parameters;

  ExpressionParser(Tokens tokens, StatementParser statements) {
    this.tokens = tokens;
    this.statements = statements;
  }

  Expression parse() {
    return parse(LOWEST);
  }

  /**
   * @param precedence of the operator before it: what binds tighter belongs to it
   */
  Expression parse(int precedence) {
    enter();
    Expression left = unary();
    while (true) {
      Token token = tokens.head();
      Operator operator = Operator.infix(token);
      if (operator != null) {
        if (operator.precedence() <= precedence) {
          break;
        }
        left = new Expression.Binary(operator, left, right(operator), token.place());
      } else if (token.is(TokenType.OPERATOR) && precedenceOf(token) > precedence) {
        left = special(left, token);
      } else {
        break;
      }
    }
    depth--;
    return left;
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw tokens.error("");
    }
  }

  private void countOperator() {
    if (++operators > MAX_OPERATORS) {
      throw new StatementException(
          "The expression contains too many operators; operator count: " + operators);
    }
  }

  private Expression right(Operator operator) {
    beginRight();
    return parse(operator.precedence());
  }

  /** Steps over an operator, behind which something must stand. */
  private void beginRight() {
    countOperator();
    if (tokens.next().is(TokenType.END)) {
      throw tokens.error("Missing right-hand side expression of infix operator");
    }
    tokens.take();
  }

  private static int precedenceOf(Token token) {
    return switch (token.text()) {
      case "is", "is not", "in", "not in" -> EQUITY;
      case "between", "not between" -> COMPARISON;
      default -> LOWEST;
    };
  }

  private Expression special(Expression left, Token token) {
    boolean negated = token.text().contains("not");
    return switch (token.text()) {
      case "is", "is not" -> new Expression.Is(left, type(), negated, token.place());
      case "in", "not in" -> new Expression.In(left, among(), negated, token.place());
      default -> between(left, negated, token.place());
    };
  }

  private String type() {
    countOperator();
    tokens.take();
    String name = Words.typeName(tokens.head().text());
    if (!tokens.is(TokenType.KEYWORD) || !Words.isType(name)) {
      throw tokens.error("Expected type name");
    }
    tokens.take();
    return name;
  }

  /** What stands behind IN: a parenthesis there is a list, be it of one alone. */
  private Expression among() {
    Token list = tokens.next();
    if (!list.is(TokenType.LEFT_PAREN)) {
      beginRight();
      return parse(EQUITY);
    }
    countOperator();
    tokens.take();
    tokens.take();
    if (tokens.isKeyword("select")) {
      Expression nested = parse();
      tokens.expect(TokenType.RIGHT_PAREN);
      return nested;
    }
    return new Expression.Elements(list(TokenType.RIGHT_PAREN), list.place());
  }

  private Expression between(Expression operand, boolean negated, Place place) {
    beginRight();
    Expression low = parse(COMPARISON);
    if (!tokens.head().isOperator("and")) {
      throw tokens.error("Expected AND");
    }
    tokens.take();
    if (tokens.is(TokenType.END)) {
      throw tokens.error("Expected expression after AND");
    }
    return new Expression.Between(operand, low, parse(COMPARISON), negated, place);
  }

  private Expression unary() {
    Token token = tokens.head();
    if (token.isOperator("not")) {
      countOperator();
      tokens.take();
      return new Expression.Unary(Operator.NOT, parse(Operator.NOT.precedence()), token.place());
    }
    boolean minus = token.isOperator("-");
    if (!minus && !token.isOperator("+")) {
      return path(term());
    }
    enter();
    countOperator();
    tokens.take();
    Expression operand = unary();
    depth--;
    if (operand instanceof Expression.Numeric(String text, Place place)) {
      return minus ? new Expression.Numeric(negated(text), place) : operand;
    }
    return new Expression.Unary(minus ? Operator.MINUS : Operator.PLUS, operand, token.place());
  }

  private static String negated(String number) {
    return number.startsWith("-") ? number.substring(1) : "-" + number;
  }

  /** What leads from a term further down. */
  private Expression path(Expression root) {
    List<Expression.Step> steps = new ArrayList<>();
    while (true) {
      Token token = tokens.head();
      if (tokens.skip(TokenType.DOT)) {
        steps.add(member());
      } else if (tokens.skip(TokenType.LEFT_BRACKET)) {
        steps.add(index(token.place()));
      } else {
        return steps.isEmpty() ? root : new Expression.Path(root, steps, root.place());
      }
    }
  }

  private Expression.Step member() {
    Token token = tokens.head();
    if (token.isIdentifier()) {
      tokens.take();
      return new Expression.Step.Member(token.text(), token.place());
    }
    if (tokens.skip(TokenType.STAR)) {
      return new Expression.Step.AllMembers(token.place());
    }
    throw tokens.error("Invalid path dot component");
  }

  private Expression.Step index(Place bracket) {
    if (tokens.skip(TokenType.STAR)) {
      tokens.expect(TokenType.RIGHT_BRACKET);
      return new Expression.Step.AllElements(bracket);
    }
    Expression index = parse();
    tokens.expect(TokenType.RIGHT_BRACKET);
    return new Expression.Step.Index(index, index.place());
  }

  private Expression term() {
    Token token = tokens.head();
    Place place = token.place();
    return switch (token.type()) {
      case IDENTIFIER, QUOTED_IDENTIFIER -> {
        tokens.take();
        yield tokens.is(TokenType.LEFT_PAREN)
            ? call(token)
            : new Expression.Name(token.text(), place);
      }
      case TEXT -> literal(new Expression.Text(token.text(), place));
      case NUMBER -> literal(new Expression.Numeric(token.text(), place));
      case ION_LITERAL -> literal(new Expression.Ion(place));
      case QUESTION_MARK -> literal(new Expression.Parameter(parameters++, place));
      case LEFT_PAREN -> parenthesis(place);
      case LEFT_BRACKET -> {
        tokens.take();
        yield new Expression.Elements(list(TokenType.RIGHT_BRACKET), place);
      }
      case LEFT_DOUBLE_ANGLE_BRACKET -> {
        tokens.take();
        yield new Expression.Bag(list(TokenType.RIGHT_DOUBLE_ANGLE_BRACKET), place);
      }
      case LEFT_CURLY -> tuple(place);
      case KEYWORD -> keyword(token);
      case OPERATOR -> scoped();
      case STAR,
          DOT,
          COMMA,
          COLON,
          SEMICOLON,
          RIGHT_PAREN,
          RIGHT_BRACKET,
          RIGHT_CURLY,
          RIGHT_DOUBLE_ANGLE_BRACKET,
          END ->
          throw tokens.error("Unexpected term");
    };
  }

  private Expression literal(Expression literal) {
    tokens.take();
    return literal;
  }

  /** {@code @name}, which is that name; no other operator begins a term. */
  private Expression scoped() {
    if (!tokens.head().isOperator("@")) {
      throw tokens.error("Unexpected operator");
    }
    tokens.take();
    Token name = tokens.head();
    if (!name.isIdentifier()) {
      throw tokens.error("Identifier must follow @-operator");
    }
    return literal(new Expression.Name(name.text(), name.place()));
  }

  private Expression keyword(Token token) {
    Place place = token.place();
    return switch (token.text()) {
      case "true" -> literal(new Expression.Bool(true, place));
      case "false" -> literal(new Expression.Bool(false, place));
      case "null" -> literal(new Expression.Null(place));
      case "missing" -> literal(new Expression.Missing(place));
      case "case" -> throw unsupported("CASE", place);
      case "cast" -> throw unsupported("cast", tokens.next().place());
      case "date", "time" -> temporal(token);
      default -> {
        Statement statement = statements.nested();
        if (statement != null) {
          yield new Expression.Nested(statement, place);
        }
        if (Words.isFunction(token.text()) && tokens.next().is(TokenType.LEFT_PAREN)) {
          tokens.take();
          yield call(token);
        }
        throw tokens.error("Unexpected keyword");
      }
    };
  }

  private static StatementException unsupported(String token, Place place) {
    return new StatementException("Unsupported token in expression: " + token + " at " + place);
  }

  private Expression temporal(Token keyword) {
    Token text = tokens.next();
    if (!text.is(TokenType.TEXT)) {
      throw keyword.text().equals("date")
          ? tokens.error("Expected date string followed by the keyword DATE, found " + text.type())
          : tokens.error("Unexpected keyword");
    }
    tokens.take();
    return literal(new Expression.Unsupported("UNKNOWN", text.place()));
  }

  private Expression call(Token function) {
    tokens.expect(TokenType.LEFT_PAREN);
    String name = function.text().toLowerCase(java.util.Locale.ROOT);
    if (tokens.is(TokenType.STAR)) { // COUNT(*), which is refused whatever stands before it
      tokens.take();
      tokens.expect(TokenType.RIGHT_PAREN);
      return new Expression.Call(name, List.of(), function.place());
    }
    return new Expression.Call(name, list(TokenType.RIGHT_PAREN), function.place());
  }

  private Expression parenthesis(Place place) {
    tokens.take();
    if (tokens.is(TokenType.RIGHT_PAREN)) {
      throw tokens.error("Unexpected term");
    }
    List<Expression> content = list(TokenType.RIGHT_PAREN);
    return content.size() == 1 ? content.getFirst() : new Expression.Elements(content, place);
  }

  /** {@code e, e} up to what closes it. */
  private List<Expression> list(TokenType close) {
    List<Expression> elements = new ArrayList<>();
    if (!tokens.skip(close)) {
      do {
        elements.add(parse());
      } while (tokens.skip(TokenType.COMMA));
      tokens.expect(close);
    }
    return elements;
  }

  private Expression tuple(Place place) {
    tokens.take();
    List<Expression.Field> fields = new ArrayList<>();
    if (!tokens.skip(TokenType.RIGHT_CURLY)) {
      do {
        Expression name = parse();
        tokens.expect(TokenType.COLON);
        fields.add(new Expression.Field(name, parse()));
      } while (tokens.skip(TokenType.COMMA));
      tokens.expect(TokenType.RIGHT_CURLY);
    }
    return new Expression.Tuple(fields, place);
  }

  /** A path that begins with a name, as a statement that writes has it. */
  Expression simplePath() {
    Token token = tokens.head();
    if (!token.isIdentifier()) {
      throw tokens.error("Expected identifier for simple path");
    }
    tokens.take();
    Expression path = path(new Expression.Name(token.text(), token.place()));
    if (path instanceof Expression.Path(var _, var steps, var _)) {
      steps.forEach(this::requireSimple);
    }
    return path;
  }

  private void requireSimple(Expression.Step step) {
    switch (step) {
      case Expression.Step.Member _ -> {}
      case Expression.Step.AllMembers _ ->
          throw tokens.error("Invalid path dot component for simple path");
      case Expression.Step.AllElements _ ->
          throw tokens.error("Invalid path component for simple path");
      case Expression.Step.Index(Expression index, Place _) -> {
        if (!(index instanceof Expression.Numeric) && !(index instanceof Expression.Text)) {
          throw tokens.error("Invalid path component for simple path");
        }
      }
    }
  }
}
