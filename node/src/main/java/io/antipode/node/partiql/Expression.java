package io.antipode.node.partiql;

import java.util.List;

/** What a statement is made of, as it is written: nothing is checked but the grammar. Immutable. */
public sealed interface Expression {
  /** Where it stands; of an operator's expression, where the operator does. */
  Place place();

  record Missing(Place place) implements Expression {}

  record Null(Place place) implements Expression {}

  record Bool(boolean value, Place place) implements Expression {}

  /**
   * A number.
   *
   * @param text as written, with its sign; its exponent and scale fit into 32 bits each
   */
  record Numeric(String text, Place place) implements Expression {}

  record Text(String value, Place place) implements Expression {}

  /** A value of Ion in backticks, which DynamoDB does not know. */
  record Ion(Place place) implements Expression {}

  /**
   * A question mark.
   *
   * @param number from 0, in the order of the text
   */
  record Parameter(int number, Place place) implements Expression {}

  /** {@code [a, b]}. */
  record Elements(List<Expression> elements, Place place) implements Expression {}

  /** {@code <<a, b>>}. */
  record Bag(List<Expression> members, Place place) implements Expression {}

  /** {@code {'a': b}}. */
  record Tuple(List<Field> fields, Place place) implements Expression {}

  /** A part of a {@link Tuple}. */
  record Field(Expression name, Expression value) {}

  record Name(String text, Place place) implements Expression {}

  /**
   * Something inside of something.
   *
   * @param steps at least one
   */
  record Path(Expression root, List<Step> steps, Place place) implements Expression {}

  /** One step down. */
  sealed interface Step {
    Place place();

    record Member(String name, Place place) implements Step {}

    /** What stands in brackets: the index of an element, or a member's name. */
    record Index(Expression index, Place place) implements Step {}

    /** {@code .*} */
    record AllMembers(Place place) implements Step {}

    /** {@code [*]} */
    record AllElements(Place place) implements Step {}
  }

  /**
   * A call of a function.
   *
   * @param function in lower case
   */
  record Call(String function, List<Expression> arguments, Place place) implements Expression {}

  record Unary(Operator operator, Expression operand, Place place) implements Expression {}

  record Binary(Operator operator, Expression left, Expression right, Place place)
      implements Expression {}

  record Between(Expression operand, Expression low, Expression high, boolean negated, Place place)
      implements Expression {}

  record In(Expression operand, Expression among, boolean negated, Place place)
      implements Expression {}

  /**
   * A test of the type.
   *
   * @param type its name in lower case
   */
  record Is(Expression operand, String type, boolean negated, Place place) implements Expression {}

  /** A statement where an expression may stand: the whole text is one, mostly. */
  record Nested(Statement statement, Place place) implements Expression {}

  /**
   * What the language has and DynamoDB doesn't: {@code CASE}, {@code CAST}.
   *
   * @param what as messages name it
   */
  record Unsupported(String what, Place place) implements Expression {}
}
