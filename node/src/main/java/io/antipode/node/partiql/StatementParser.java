package io.antipode.node.partiql;

import io.antipode.node.partiql.Statement.Returning;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses statements.
 *
 * <pre>
 *  select = SELECT (* | path, path) FROM source [WHERE e] [ORDER BY e [ASC | DESC], ...]
 *  insert = INSERT INTO table VALUE e
 *  update = UPDATE table change+ [WHERE e] [returning]  |  FROM table [WHERE e] change+ [returning]
 *  delete = DELETE FROM table [WHERE e] [returning]
 *  change = SET path = e, path = e  |  REMOVE path
 * </pre>
 *
 * <p>A text that does not follow the grammar is refused where that shows. What follows it and is
 * not carried out is refused once the whole has been read: the first of it that was met. Not
 * thread-safe.
 */
final class StatementParser {
  private static final String SINGLE_SOURCE =
      "Only select from a single table or index is supported.";
  private static final String NOT_ON_INDEX = "This operation is not supported on an index";
  private static final Set<String> JOINS =
      Set.of("join", "inner", "outer", "left", "right", "full", "cross");

  private final Tokens tokens;
  private final ExpressionParser expressions;
  private @Nullable String refusal;

  StatementParser(List<Token> tokens) {
    this.tokens = new Tokens(tokens);
    this.expressions = new ExpressionParser(this.tokens, this);
  }

  /** The statement that the whole text is. */
  Statement parse() {
    Expression whole = expressions.parse();
    if (tokens.skip(TokenType.SEMICOLON) && !tokens.is(TokenType.END)) {
      throw tokens.error("Unexpected token after semicolon. (Only one query is allowed.)");
    }
    if (!tokens.is(TokenType.END)) {
      throw tokens.error("Unexpected token after expression");
    }
    if (refusal != null) {
      throw new StatementException(refusal);
    }
    return TopLevel.statement(whole);
  }

  /** Keeps what is refused of a text that follows the grammar. */
  private void refuse(String message) {
    if (refusal == null) {
      refusal = message;
    }
  }

  /** The statement that begins at the keyword at hand, null where none does. */
  @Nullable Statement nested() {
    Token first = tokens.head();
    return switch (first.text()) {
      case "select" -> select();
      case "insert into" -> insert();
      case "update" -> update();
      case "delete" -> delete();
      case "from" -> fromFirst();
      case "set", "remove" -> {
        refuse(SINGLE_SOURCE);
        yield new Statement.Update(new Statement.Source("", null), changes(), null, null);
      }
      case "pivot" ->
          throw new StatementException("Select projection doesn't support value or pivot keywords");
      case "create", "drop" -> throw definition(first);
      default -> null;
    };
  }

  private StatementException definition(Token verb) {
    String what = verb.text().equals("create") ? "Create" : "Drop";
    if (tokens.next().isKeyword("table")) {
      return new StatementException("Unsupported operation: " + what + "Table");
    }
    if (tokens.next().isKeyword("index")) {
      return new StatementException("Unsupported operation: " + what + "Index");
    }
    return tokens.error(
        "Unexpected token following " + verb.text().toUpperCase(java.util.Locale.ROOT));
  }

  private Statement select() {
    tokens.take();
    if (tokens.skipKeyword("distinct")) {
      refuse("Unsupported token in expression: DISTINCT");
    } else {
      tokens.skipKeyword("all");
    }
    List<Expression> shown = shown();
    if (!tokens.skipKeyword("from")) {
      throw tokens.error("Expected FROM after SELECT list");
    }
    Statement.Source from = sources();
    if (tokens.skipKeyword("let")) {
      throw new StatementException("Unsupported clause: LET");
    }
    Expression where = where();
    List<Statement.SortKey> order = tokens.skipKeyword("order") ? order() : List.of();
    unsupportedClauses();
    return new Statement.Select(shown, from, where, order);
  }

  private List<Expression> shown() {
    if (tokens.skipKeyword("value")) {
      refuse("Select projection doesn't support value or pivot keywords");
      return List.of(expressions.parse());
    }
    List<Expression> shown = new ArrayList<>();
    boolean all = false;
    int count = 0;
    do {
      if (tokens.skip(TokenType.STAR)) {
        all = true;
      } else {
        Expression expression = expressions.parse();
        checkShown(expression);
        shown.add(expression);
        aliases();
      }
      count++;
    } while (tokens.skip(TokenType.COMMA));
    if (all && count > 1) {
      throw tokens.error(
          "Other expressions may not be present in the select list when '*' is used without dot"
              + " notation.");
    }
    return shown;
  }

  private void checkShown(Expression expression) {
    if (expression instanceof Expression.Path path) {
      checkSteps(path.steps());
    }
  }

  private void checkSteps(List<Expression.Step> steps) {
    for (Expression.Step step : steps.subList(0, steps.size() - 1)) {
      if (step instanceof Expression.Step.AllMembers) {
        throw tokens.error("Invalid use of * in select list");
      }
    }
    if (steps.stream().anyMatch(Expression.Step.AllElements.class::isInstance)) {
      throw tokens.error("Invalid use of * in select list");
    }
    if (steps.getLast() instanceof Expression.Step.AllMembers) {
      refuse("Changing item's hierarchy while reading isn't supported");
    }
  }

  private Statement.Source sources() {
    Statement.Source first = source(expressions.parse(Operator.UNION.precedence() + 1));
    aliases();
    while (tokens.skip(TokenType.COMMA)) {
      refuse(SINGLE_SOURCE);
      expressions.parse(Operator.UNION.precedence() + 1);
      aliases();
    }
    if (tokens.is(TokenType.KEYWORD) && JOINS.contains(tokens.head().text())) {
      throw new StatementException(SINGLE_SOURCE);
    }
    return first;
  }

  /** Steps over other names for what stands before, which DynamoDB has not. */
  private void aliases() {
    alias("as", true);
    alias("at", false);
    alias("by", false);
  }

  private void alias(String keyword, boolean optional) {
    if (tokens.skipKeyword(keyword)) {
      if (!tokens.head().isIdentifier()) {
        throw tokens.error(
            "Expected identifier for " + keyword.toUpperCase(java.util.Locale.ROOT) + "-alias");
      }
    } else if (!optional || !tokens.head().isIdentifier()) {
      return;
    }
    tokens.take();
    refuse("Aliasing is not supported");
  }

  private Statement.Source source(Expression expression) {
    return switch (expression) {
      case Expression.Name(String table, Place _) -> new Statement.Source(named(table), null);
      case Expression.Path(Expression.Name(String table, Place _), var steps, Place _) -> {
        if (steps.size() > 1) {
          refuse("A path may contain at most 2 components in the FROM clause");
        } else if (!(steps.getFirst() instanceof Expression.Step.Member)) {
          refuse("Invalid list expression in source.");
        }
        yield new Statement.Source(
            named(table),
            steps.getFirst() instanceof Expression.Step.Member(String index, Place _)
                ? named(index)
                : null);
      }
      default -> {
        refuse("Unexpected from source");
        yield new Statement.Source("", null);
      }
    };
  }

  private String named(String component) {
    if (component.isEmpty()) {
      refuse("Path component cannot be an empty string");
    }
    return component;
  }

  private @Nullable Expression where() {
    return tokens.skipKeyword("where") ? expressions.parse() : null;
  }

  private List<Statement.SortKey> order() {
    expectBy();
    List<Statement.SortKey> order = new ArrayList<>();
    do {
      Expression key = expressions.parse();
      boolean descending = tokens.skipKeyword("desc");
      if (!descending) {
        tokens.skipKeyword("asc");
      }
      order.add(new Statement.SortKey(key, !descending));
    } while (tokens.skip(TokenType.COMMA));
    return order;
  }

  private void expectBy() {
    if (!tokens.skipKeyword("by")) {
      throw tokens.error("Expected BY");
    }
  }

  private void unsupportedClauses() {
    if (tokens.skipKeyword("group")) {
      expectBy();
      refuse("Unsupported clause: GROUP BY");
      do {
        expressions.parse();
        aliases();
      } while (tokens.skip(TokenType.COMMA));
    }
    unsupportedClause("having");
    unsupportedClause("limit");
  }

  private void unsupportedClause(String keyword) {
    if (tokens.skipKeyword(keyword)) {
      String clause = keyword.toUpperCase(java.util.Locale.ROOT);
      refuse("Unsupported clause: " + clause + " at " + expressions.parse().place());
    }
  }

  private Statement insert() {
    Place insert = tokens.take().place();
    Statement.Source into = source(expressions.simplePath());
    if (into.index() != null) {
      refuse("FROM clause may only contain a single table name in data manipulation statements");
    }
    if (!tokens.skipKeyword("value")) {
      if (tokens.skipKeyword("values") && !tokens.is(TokenType.LEFT_PAREN)) {
        throw tokens.error("Expected LEFT_PAREN for row value constructor");
      }
      refuse("Unsupported operation: InsertOp");
      return new Statement.Insert(into, expressions.parse());
    }
    Expression item = expressions.parse();
    if (tokens.skipKeyword("at")) {
      refuse("AT is not supported in insert statements. at " + insert);
      expressions.parse();
    }
    if (returning() != null) {
      refuse("RETURNING is not supported in INSERT");
    }
    return new Statement.Insert(into, item);
  }

  private Statement update() {
    tokens.take();
    Statement.Source table = target();
    List<Statement.Change> changes = changes();
    Expression where = where();
    return new Statement.Update(table, changes, where, returning());
  }

  private Statement delete() {
    tokens.take();
    if (!tokens.skipKeyword("from")) {
      throw tokens.error("Expected FROM after DELETE");
    }
    Statement.Source table = target();
    Expression where = where();
    Returning returning = returning();
    if (returning != null && returning != Returning.ALL_OLD) {
      refuse(
          "Invalid returning clause: "
              + returning.text()
              + ". Only RETURNING ALL OLD * is allowed in DELETE statements.");
    }
    return new Statement.Delete(table, where, returning);
  }

  private Statement.Source target() {
    Statement.Source table = source(expressions.simplePath());
    aliases();
    if (table.index() != null) {
      refuse(NOT_ON_INDEX);
    }
    return table;
  }

  /** The other way to say an UPDATE. */
  private Statement fromFirst() {
    Place from = tokens.take().place();
    Statement.Source table = sources();
    if (table.index() != null) {
      refuse(NOT_ON_INDEX);
    }
    Expression where = where();
    if (tokens.isKeyword("insert into")) {
      refuse("Unsupported FROM ... WHERE ... clause in INSERT statement. at " + from);
      return insert();
    }
    List<Statement.Change> changes = changes();
    return new Statement.Update(table, changes, where, returning());
  }

  private List<Statement.Change> changes() {
    List<Statement.Change> changes = new ArrayList<>();
    while (true) {
      if (tokens.skipKeyword("set")) {
        do {
          Expression path = expressions.simplePath();
          if (!tokens.head().isOperator("=")) {
            throw tokens.error("Expected '='");
          }
          tokens.take();
          changes.add(new Statement.Change.Set(path, expressions.parse()));
        } while (tokens.skip(TokenType.COMMA));
      } else if (tokens.skipKeyword("remove")) {
        changes.add(new Statement.Change.Remove(expressions.simplePath()));
      } else if (changes.isEmpty()) {
        throw tokens.error("Expected data manipulation");
      } else {
        return changes;
      }
    }
  }

  private @Nullable Returning returning() {
    if (!tokens.skipKeyword("returning")) {
      return null;
    }
    Returning returning = returned();
    while (tokens.skip(TokenType.COMMA)) {
      refuse("Invalid syntax with multiple returning elements in RETURNING clause");
      returned();
    }
    return returning;
  }

  private Returning returned() {
    Returning returning =
        switch (tokens.head().text()) {
          case "all old" -> Returning.ALL_OLD;
          case "all new" -> Returning.ALL_NEW;
          case "modified old" -> Returning.MODIFIED_OLD;
          case "modified new" -> Returning.MODIFIED_NEW;
          default ->
              throw tokens.error(
                  "Expected ( MODIFIED | ALL ) ( NEW | OLD ) in each returning element.");
        };
    tokens.take();
    if (!tokens.skip(TokenType.STAR)) {
      expressions.parse();
      refuse("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
    }
    return returning;
  }
}
