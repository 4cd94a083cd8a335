package io.antipode.node.expression;

import io.antipode.node.item.Encoded;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses updates.
 *
 * <pre>
 *  update  = (SET set (, set)* | REMOVE path (, path)* | ADD path :v (, path :v)* | DELETE path :v (, path :v)*)+   each section once
 *  set     = path = sum
 *  sum     = term ((+ | -) term)?  |  ( sum )
 *  term    = path | :value | if_not_exists ( path , term ) | list_append ( term , term ) | ( term )
 * </pre>
 */
final class UpdateParser extends Parser {
  private static final SetValue NO_VALUE = new SetValue.Value(NOTHING);

  private final List<UpdateAction> actions = new ArrayList<>(2);
  private final PathTree paths = new PathTree();
  private final Set<TokenType> sections = EnumSet.noneOf(TokenType.class);
  private @Nullable String overlap;

  /** Of operands' types, which DynamoDB looks at after paths that overlap. */
  private @Nullable String typeError;

  UpdateParser(String text, ExpressionContext context) {
    super("UpdateExpression", text, context);
  }

  Update parse() {
    do {
      section();
    } while (tokens.type != TokenType.END);
    if (overlap != null) {
      refuseMeaning(overlap);
    }
    if (typeError != null) {
      refuseMeaning(typeError);
    }
    finish();
    return new UpdateProgram(List.copyOf(actions), paths);
  }

  private void section() {
    TokenType section = tokens.type;
    if (section != TokenType.SET
        && section != TokenType.REMOVE
        && section != TokenType.ADD
        && section != TokenType.DELETE) {
      throw syntaxError();
    }
    if (!sections.add(section)) {
      refuse("The \"" + section + "\" section can only be used once in an update expression;");
    }
    do {
      tokens.advance();
      action(section);
    } while (tokens.type == TokenType.COMMA);
  }

  private void action(TokenType section) {
    DocumentPath path = path();
    if (section == TokenType.SET) {
      expect(TokenType.EQUAL);
      add(new UpdateAction.Set(path, sum()));
    } else if (section == TokenType.REMOVE) {
      add(new UpdateAction.Remove(path));
    } else {
      if (tokens.type != TokenType.VALUE_REFERENCE) {
        throw syntaxError();
      }
      Encoded operand = value();
      boolean adding = section == TokenType.ADD;
      requireSetOrNumber(section, operand, adding);
      add(adding ? new UpdateAction.Add(path, operand) : new UpdateAction.Delete(path, operand));
    }
  }

  private void add(UpdateAction action) {
    String refusal = paths.add(action.path(), actions.size());
    if (refusal != null && overlap == null) {
      overlap = refusal;
    }
    actions.add(action);
  }

  private void requireSetOrNumber(TokenType section, Encoded operand, boolean adding) {
    String type =
        switch (operand.typeName()) {
          case "SS", "NS", "BS" -> null;
          case "N" -> adding ? null : "NUMBER";
          case "S" -> "STRING";
          case "B" -> "BINARY";
          case "BOOL" -> "BOOLEAN";
          case "NULL" -> "NULL";
          case "L" -> "LIST";
          case "M" -> "MAP";
          default -> throw new IllegalStateException("no type: " + operand.typeName());
        };
    if (type != null) {
      refuseType(
          "Incorrect operand type for operator or function; operator: "
              + section
              + ", operand type: "
              + type
              + ", typeSet: ALLOWED_FOR_"
              + section
              + "_OPERAND");
    }
  }

  private SetValue sum() {
    boolean enclosed = tokens.type == TokenType.LEFT_PARENTHESIS;
    SetValue left;
    if (enclosed) {
      int opening = open();
      int contentStart = tokens.start;
      left = sum();
      close(opening, contentStart);
    } else {
      left = term(true);
    }
    if (tokens.type != TokenType.PLUS && tokens.type != TokenType.MINUS) {
      return left;
    }
    if (left instanceof SetValue.Plus || left instanceof SetValue.Minus) {
      throw syntaxError();
    }
    boolean plus = tokens.type == TokenType.PLUS;
    countOperator();
    tokens.advance();
    SetValue right = enclosedTerm();
    String operator = plus ? "+" : "-";
    requireType(operator, "N", left);
    requireType(operator, "N", right);
    return plus ? new SetValue.Plus(left, right) : new SetValue.Minus(left, right);
  }

  private SetValue enclosedTerm() {
    if (tokens.type != TokenType.LEFT_PARENTHESIS) {
      return term(false);
    }
    int opening = open();
    int contentStart = tokens.start;
    SetValue content = enclosedTerm();
    close(opening, contentStart);
    return content;
  }

  /**
   * @param outermost whether a function may stand here that makes no operand of another
   */
  private SetValue term(boolean outermost) {
    if (tokens.type == TokenType.VALUE_REFERENCE) {
      return new SetValue.Value(value());
    }
    if (tokens.type != TokenType.NAME) {
      return new SetValue.Path(path());
    }
    String name = tokens.tokenText();
    tokens.advance();
    if (tokens.type != TokenType.LEFT_PARENTHESIS) {
      return new SetValue.Path(pathFrom(name));
    }
    return function(name, outermost);
  }

  private SetValue function(String name, boolean outermost) {
    Function function = Function.of(name);
    if (function == null) {
      refuse("Invalid function name; function: " + name);
    } else if (!function.forUpdates()) {
      refuse("The function is not allowed in an update expression; function: " + name);
    }
    countOperator();
    List<SetValue> operands = operands();
    if (function == Function.LIST_APPEND && (!outermost || isSum(tokens.type))) {
      refuse("The function is not allowed to be used this way in an expression; function: " + name);
    }
    if (function == null || !function.forUpdates()) {
      return NO_VALUE;
    }
    if (operands.size() != function.operandCount()) {
      refuseMeaning(
          "Incorrect number of operands for operator or function; operator or function: "
              + name
              + ", number of operands: "
              + operands.size());
      return NO_VALUE;
    }
    return function == Function.LIST_APPEND
        ? listAppend(operands.getFirst(), operands.getLast())
        : ifNotExists(operands.getFirst(), operands.getLast());
  }

  private List<SetValue> operands() {
    openOperands();
    List<SetValue> operands = new ArrayList<>(2);
    operands.add(enclosedTerm());
    while (tokens.type == TokenType.COMMA) {
      tokens.advance();
      operands.add(enclosedTerm());
    }
    closeOperands();
    return operands;
  }

  private static boolean isSum(TokenType type) {
    return type == TokenType.PLUS || type == TokenType.MINUS;
  }

  private SetValue listAppend(SetValue first, SetValue second) {
    requireType(Function.LIST_APPEND.text(), "L", first);
    requireType(Function.LIST_APPEND.text(), "L", second);
    return new SetValue.ListAppend(first, second);
  }

  private SetValue ifNotExists(SetValue path, SetValue otherwise) {
    if (path instanceof SetValue.Path(var documentPath)) {
      return new SetValue.IfNotExists(documentPath, otherwise);
    }
    refuseMeaning(
        "Operator or function requires a document path; operator or function: "
            + Function.IF_NOT_EXISTS.text());
    return NO_VALUE;
  }

  private void requireType(String operator, String type, SetValue operand) {
    String misfit = operand.misfit(operator, type);
    if (misfit != null) {
      refuseType(misfit);
    }
  }

  private void refuseType(String message) {
    if (typeError == null) {
      typeError = message;
    }
  }
}
