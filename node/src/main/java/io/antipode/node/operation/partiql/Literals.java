package io.antipode.node.operation.partiql;

import io.antipode.node.item.Encoded;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemWriter;
import io.antipode.node.partiql.Expression;
import io.antipode.node.partiql.Place;
import io.antipode.node.partiql.StatementException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The values that a statement writes down. Where in a value something is refused, messages tell as
 * a path from {@code root}. For one thread, within one call.
 */
final class Literals {
  private static final String IN_BAG =
      "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags";

  private final ParameterValues parameters;
  private final ItemWriter out = new ItemWriter();

  /** The steps from the root that lead to what is written. */
  private int depth;

  private final StringBuilder path = new StringBuilder();

  Literals(ParameterValues parameters) {
    this.parameters = parameters;
  }

  /** The value that an expression is: a parameter's, or one written down. */
  Encoded value(Expression expression) {
    if (expression instanceof Expression.Parameter(int number, Place _)) {
      return parameters.value(number);
    }
    begin();
    out.beginValue();
    write(expression);
    return Encoded.of(out.endValue());
  }

  /** The item that an INSERT writes down, whose attributes may be parameters. */
  Item item(Expression expression) {
    if (!(expression instanceof Expression.Tuple(var fields, Place _))) {
      throw new StatementException(
          "Unsupported format in item expression. Please use struct format {...} to express item"
              + " values for insert statement. at "
              + expression.place());
    }
    ItemWriter item = new ItemWriter().beginItem();
    Set<String> seen = new HashSet<>();
    for (Expression.Field field : fields) {
      begin();
      String name = name(field, seen);
      Encoded value = value(field.value());
      item.name(name).value(value);
    }
    return item.endItem();
  }

  private void begin() {
    depth = 0;
    path.setLength(0);
    path.append("root");
  }

  private void write(Expression expression) {
    if (depth >= ItemWriter.MAX_LEVELS) {
      throw new StatementException("Nesting Levels have exceeded supported limits under " + path);
    }
    switch (expression) {
      case Expression.Null _ -> out.nullValue();
      case Expression.Bool(boolean truth, Place _) -> out.bool(truth);
      case Expression.Text(String text, Place _) -> out.string(text);
      case Expression.Numeric(String text, Place _) -> number(text);
      case Expression.Elements(var elements, Place _) -> list(elements);
      case Expression.Bag(var members, Place _) -> set(members);
      case Expression.Tuple(var fields, Place _) -> map(fields);
      case Expression.Ion(Place place) ->
          throw new StatementException(
              "Ion Literals are not supported under key " + path + " at " + place);
      case Expression.Missing _ -> throw unsupported("MISSING", expression);
      case Expression.Parameter _ -> throw unsupported("Parameter", expression);
      case Expression.Name(String name, Place _) -> throw unsupported(name, expression);
      case Expression.Path _ -> throw unsupported("Path", expression);
      case Expression.Call(String function, var _, Place _) ->
          throw unsupported(function, expression);
      case Expression.Unary(var operator, var _, Place _) ->
          throw unsupported(operator.symbol(), expression);
      case Expression.Binary(var operator, var _, var _, Place _) ->
          throw unsupported(operator.symbol(), expression);
      case Expression.Between _ -> throw unsupported("between", expression);
      case Expression.In _ -> throw unsupported("in", expression);
      case Expression.Is _ -> throw unsupported("is", expression);
      case Expression.Nested _ -> throw unsupported("Select", expression);
      case Expression.Unsupported(String what, Place _) -> throw unsupported(what, expression);
    }
  }

  private StatementException unsupported(String what, Expression expression) {
    return new StatementException(
        "Unsupported data type: " + what + " under key " + path + " at " + expression.place());
  }

  private void number(String text) {
    try {
      out.number(text);
    } catch (InvalidItemException e) {
      throw new StatementException(e.getMessage() + " under " + path);
    }
  }

  private void list(List<Expression> elements) {
    out.beginList();
    int length = path.length();
    for (int i = 0; i < elements.size(); i++) {
      path.append('[').append(i).append(']');
      inside(elements.get(i));
      path.setLength(length);
    }
    out.end();
  }

  private void map(List<Expression.Field> fields) {
    out.beginMap();
    Set<String> seen = new HashSet<>();
    int length = path.length();
    for (Expression.Field field : fields) {
      String name = name(field, seen);
      out.name(name);
      path.append('.').append(name);
      inside(field.value());
      path.setLength(length);
    }
    out.end();
  }

  private void inside(Expression expression) {
    depth++;
    write(expression);
    depth--;
  }

  private String name(Expression.Field field, Set<String> seen) {
    if (!(field.name() instanceof Expression.Text(String name, Place place))) {
      throw new StatementException(
          "Tuple keys must be of type String. Actual type: "
              + Kinds.of(field.name())
              + " under "
              + path
              + " at "
              + field.name().place());
    }
    if (name.isEmpty()) {
      throw new StatementException("Path component cannot be an empty string");
    }
    if (!seen.add(name)) {
      throw new StatementException(
          "Duplicate keys in tuple. Key: " + name + " under " + path + " at " + place);
    }
    return name;
  }

  /** A set of strings or of numbers; those of binaries come as parameters. */
  private void set(List<Expression> members) {
    if (members.isEmpty()) {
      throw new StatementException("Empty bags are not supported");
    }
    boolean texts = members.getFirst() instanceof Expression.Text;
    if (texts) {
      out.beginStringSet();
    } else {
      out.beginNumberSet();
    }
    for (Expression member : members) {
      switch (member) {
        case Expression.Text(String text, Place _) when texts -> out.string(text);
        case Expression.Numeric(String text, Place _) when !texts -> number(text);
        case Expression.Text _, Expression.Numeric _ -> throw new StatementException(IN_BAG);
        default -> throw new StatementException(IN_BAG + " at " + member.place());
      }
    }
    out.end();
  }

  /** Whether an expression is a value, whatever the item. */
  static boolean isValue(Expression expression) {
    return switch (expression) {
      case Expression.Null _,
          Expression.Bool _,
          Expression.Numeric _,
          Expression.Text _,
          Expression.Ion _,
          Expression.Parameter _,
          Expression.Elements _,
          Expression.Bag _,
          Expression.Tuple _,
          Expression.Unsupported _,
          Expression.Nested _ ->
          true;
      case Expression.Missing _,
          Expression.Name _,
          Expression.Path _,
          Expression.Call _,
          Expression.Unary _,
          Expression.Binary _,
          Expression.Between _,
          Expression.In _,
          Expression.Is _ ->
          false;
    };
  }
}
