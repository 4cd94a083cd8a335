package io.antipode.node.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses conditions, filters and key conditions by recursive descent.
 *
 * <pre>
 *  or         = and (OR and)*
 *  and        = not (AND not)*
 *  not        = NOT* comparison
 *  comparison = operand (= | <> | < | <= | > | >=) operand
 *             | operand BETWEEN operand AND operand
 *             | operand IN ( operand (, operand)* )
 *             | function | ( or )
 *  operand    = path | :value | size ( operand ) | ( operand )
 * </pre>
 */
final class ConditionParser extends Parser {
  private static final Operand NO_OPERAND = new Operand.Value(NOTHING);
  private static final Predicate NO_PREDICATE = new Predicate.In(NO_OPERAND, List.of());

  private final Conditions conditions = new Conditions(this);

  ConditionParser(String parameter, String text, ExpressionContext context) {
    super(parameter, text, context);
  }

  @Override
  String sizeSuffix(int sizeBytes) {
    return " expression size: " + sizeBytes;
  }

  Predicate parse() {
    Term term = or(false);
    finish();
    return predicate(term);
  }

  private Predicate predicate(Term term) {
    return switch (term) {
      case Predicate predicate -> predicate;
      case Operand _ -> throw syntaxError();
    };
  }

  /**
   * @param enclosed whether a lone operand may stand here, since a parenthesis is around it
   */
  private Term or(boolean enclosed) {
    Term first = and(enclosed);
    if (tokens.type != TokenType.OR) {
      return first;
    }
    List<Predicate> any = new ArrayList<>(4);
    any.add(predicate(first));
    while (tokens.type == TokenType.OR) {
      countOperator();
      tokens.advance();
      any.add(predicate(and(false)));
    }
    return new Predicate.Or(any);
  }

  private Term and(boolean enclosed) {
    Term first = not(enclosed);
    if (tokens.type != TokenType.AND) {
      return first;
    }
    List<Predicate> all = new ArrayList<>(4);
    all.add(predicate(first));
    while (tokens.type == TokenType.AND) {
      countOperator();
      tokens.advance();
      all.add(predicate(not(false)));
    }
    return new Predicate.And(all);
  }

  private Term not(boolean enclosed) {
    int negations = 0;
    for (; tokens.type == TokenType.NOT; negations++) {
      countOperator();
      tokens.advance();
    }
    if (negations == 0) {
      return comparison(enclosed);
    }
    Predicate negated = predicate(comparison(false));
    return negations % 2 == 0 ? negated : new Predicate.Not(negated);
  }

  private Term comparison(boolean enclosed) {
    Term left;
    if (tokens.type == TokenType.LEFT_PARENTHESIS) {
      left = parenthesis();
      if (left instanceof Predicate) {
        return left; // a comparator after it is a syntax error, which the caller meets
      }
    } else {
      left = term();
    }
    Comparator comparator = comparator(tokens.type);
    if (comparator != null) {
      countOperator();
      tokens.advance();
      return conditions.compare(operand(left), comparator, operand());
    }
    if (tokens.type == TokenType.BETWEEN) {
      return between(operand(left));
    }
    if (tokens.type == TokenType.IN) {
      return in(operand(left));
    }
    return alone(left, enclosed);
  }

  private Term alone(Term term, boolean enclosed) {
    if (term instanceof Predicate || (enclosed && tokens.type == TokenType.RIGHT_PARENTHESIS)) {
      return term;
    }
    if (term instanceof Operand.Size) {
      refuse(misplaced(Function.SIZE));
      return NO_PREDICATE;
    }
    throw syntaxError();
  }

  private static @Nullable Comparator comparator(TokenType type) {
    if (type == TokenType.EQUAL) {
      return Comparator.EQUAL;
    }
    if (type == TokenType.NOT_EQUAL) {
      return Comparator.NOT_EQUAL;
    }
    if (type == TokenType.LESS) {
      return Comparator.LESS;
    }
    if (type == TokenType.LESS_OR_EQUAL) {
      return Comparator.LESS_OR_EQUAL;
    }
    if (type == TokenType.GREATER) {
      return Comparator.GREATER;
    }
    return type == TokenType.GREATER_OR_EQUAL ? Comparator.GREATER_OR_EQUAL : null;
  }

  private Predicate between(Operand operand) {
    countOperator();
    tokens.advance();
    Operand low = operand();
    expect(TokenType.AND);
    Operand high = operand();
    return conditions.between(operand, low, high);
  }

  private Predicate in(Operand operand) {
    countOperator();
    tokens.advance();
    List<Operand> among = operands();
    return isGenerated() ? conditions.inAny(operand, among) : conditions.in(operand, among);
  }

  /** {@code ( operand (, operand)* )}. */
  private List<Operand> operands() {
    openOperands();
    List<Operand> operands = new ArrayList<>(2);
    operands.add(operand());
    while (tokens.type == TokenType.COMMA) {
      tokens.advance();
      operands.add(operand());
    }
    closeOperands();
    return operands;
  }

  private Term parenthesis() {
    int opening = open();
    int contentStart = tokens.start;
    Term content = or(true);
    close(opening, contentStart);
    return content;
  }

  private Operand operand() {
    if (tokens.type != TokenType.LEFT_PARENTHESIS) {
      return operand(term());
    }
    int opening = open();
    int contentStart = tokens.start;
    Operand content = operand();
    close(opening, contentStart);
    return content;
  }

  private Operand operand(Term term) {
    return switch (term) {
      case Operand operand -> operand;
      case Predicate predicate -> {
        Function function = Conditions.functionOf(predicate);
        if (function == null) {
          throw syntaxError();
        }
        refuse(misplaced(function));
        yield NO_OPERAND;
      }
    };
  }

  private Term term() {
    if (tokens.type == TokenType.VALUE_REFERENCE) {
      return new Operand.Value(value());
    }
    if (tokens.type != TokenType.NAME) {
      return new Operand.Path(path());
    }
    String name = tokens.tokenText();
    tokens.advance();
    return tokens.type == TokenType.LEFT_PARENTHESIS
        ? function(name)
        : new Operand.Path(pathFrom(name));
  }

  private Term function(String name) {
    Function function = Function.of(name);
    if (function == null) {
      refuse("Invalid function name; function: " + name);
    } else if (function.forUpdates()) {
      refuse("The function is not allowed in a condition expression; function: " + name);
    }
    countOperator();
    List<Operand> operands = operands();
    if (function == null || function.forUpdates()) {
      return isComparator(tokens.type) ? NO_OPERAND : NO_PREDICATE;
    }
    Term term = conditions.function(function, operands);
    if (term != null) {
      return term;
    }
    return function == Function.SIZE ? NO_OPERAND : NO_PREDICATE;
  }

  private static boolean isComparator(TokenType type) {
    return comparator(type) != null || type == TokenType.BETWEEN || type == TokenType.IN;
  }

  private static String misplaced(Function function) {
    return "The function is not allowed to be used this way in an expression; function: "
        + function.text();
  }
}
