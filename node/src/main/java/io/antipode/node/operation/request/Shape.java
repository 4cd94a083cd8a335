package io.antipode.node.operation.request;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the service's model says of a request member: its type and its constraints. Members of a
 * structure are checked, and their errors listed, in the order given here.
 */
public sealed interface Shape {
  Shape TEXT = new Text(List.of(), null, 0, Integer.MAX_VALUE);
  Shape FLAG = new Flag();
  Shape WHOLE = new Whole("Long", Long.MIN_VALUE, Long.MAX_VALUE);

  /** A string; an empty list of values and a null pattern mean no such constraint. */
  record Text(List<String> values, @Nullable Pattern pattern, int minLength, int maxLength)
      implements Shape {}

  /** A boolean. */
  record Flag() implements Shape {}

  /**
   * A whole number.
   *
   * @param type Integer or Long, as in the service's texts
   */
  record Whole(String type, long min, long max) implements Shape {}

  /** A list. */
  record ListOf(Shape member, int minLength, int maxLength) implements Shape {}

  /** A structure, with the name that its values have in the service's texts. */
  record Struct(String type, List<Member> members) implements Shape {}

  /** One member of a structure. */
  record Member(String name, Shape shape, boolean required) {}

  static Shape oneOf(String... values) {
    return new Text(List.of(values), null, 0, Integer.MAX_VALUE);
  }

  static Shape text(int minLength, int maxLength) {
    return new Text(List.of(), null, minLength, maxLength);
  }

  static Shape name(int minLength, int maxLength) {
    return new Text(List.of(), Pattern.compile("[a-zA-Z0-9_.-]+"), minLength, maxLength);
  }

  static Shape list(Shape member) {
    return new ListOf(member, 0, Integer.MAX_VALUE);
  }

  static Shape list(Shape member, int minLength, int maxLength) {
    return new ListOf(member, minLength, maxLength);
  }

  static Struct struct(String type, Member... members) {
    return new Struct(type, List.of(members));
  }

  static Member required(String name, Shape shape) {
    return new Member(name, shape, true);
  }

  static Member optional(String name, Shape shape) {
    return new Member(name, shape, false);
  }
}
