package io.antipode.node.operation.request;

import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first checks of a request, which look at nothing but the request: first the types (a
 * SerializationException), then every constraint of the model at once ("2 validation errors
 * detected: …").
 */
public final class ModelCheck {
  /** The service lists no more than this many errors. */
  private static final int MAX_ERRORS = 10;

  private final List<String> errors = new ArrayList<>();

  private ModelCheck() {}

  /** Throws where the body is not as the shape says. */
  public static void check(Shape.Struct shape, Body body) {
    checkTypes(shape, body);
    ModelCheck check = new ModelCheck();
    check.members("", shape, body);
    fail(check.errors);
  }

  /** Throws the service's list of errors, if there are any. */
  public static void fail(List<String> errors) {
    if (!errors.isEmpty()) {
      int count = Math.min(errors.size(), MAX_ERRORS);
      throw ApiException.validation(
          count
              + (count == 1 ? " validation error detected: " : " validation errors detected: ")
              + errors.stream().limit(count).collect(Collectors.joining("; ")));
    }
  }

  /** One entry of the list of errors. */
  public static String error(@Nullable String value, String path, String constraint) {
    return "Value "
        + (value == null ? "null" : "'" + value + "'")
        + " at '"
        + path
        + "' failed to satisfy constraint: Member must "
        + constraint;
  }

  /** Throws what the service says to a request that lacks a member it can't do without. */
  public static void require(Body body, String name) {
    if (!body.has(name)) {
      throw ApiException.validation(
          "The parameter '" + name + "' is required but was not present in the request");
    }
  }

  private static void checkTypes(Shape shape, Object value) {
    switch (shape) {
      case Shape.Text text -> scalar(value, value instanceof String, "String");
      case Shape.Flag flag -> {
        if (value instanceof String) {
          throw serialization("Unexpected token received from parser");
        }
        scalar(value, value instanceof Boolean, "Boolean");
      }
      case Shape.Whole whole -> scalar(value, value instanceof BigDecimal, whole.type());
      case Shape.ListOf list -> {
        if (!(value instanceof List<?> values)) {
          throw serialization(
              value instanceof Body
                  ? "Start of structure or map found where not expected"
                  : "Unexpected field type");
        }
        values.forEach(member -> checkTypes(list.member(), member));
      }
      case Shape.Struct struct -> {
        if (!(value instanceof Body body)) {
          throw serialization(
              value instanceof List<?>
                  ? "Unrecognized collection type class com.amazonaws.dynamodb.v20120810."
                      + struct.type()
                  : "Unexpected value type in payload");
        }
        for (Shape.Member member : struct.members()) {
          Object memberValue = body.raw(member.name());
          if (memberValue != null) {
            checkTypes(member.shape(), memberValue);
          }
        }
      }
    }
  }

  private static void scalar(Object value, boolean fits, String type) {
    if (fits) {
      return;
    }
    throw serialization(
        switch (value) {
          case String text -> "STRING_VALUE cannot be converted to " + type;
          case Boolean truth ->
              truth.toString().toUpperCase(Locale.ROOT) + "_VALUE cannot be converted to " + type;
          case BigDecimal number ->
              (number.scale() > 0 ? "DECIMAL_VALUE" : "NUMBER_VALUE")
                  + " cannot be converted to "
                  + type;
          case List<?> list -> "Unrecognized collection type class java.lang." + type;
          default -> "Start of structure or map found where not expected";
        });
  }

  private static ApiException serialization(String message) {
    return new ApiException(new ApiError(ErrorType.SERIALIZATION, message));
  }

  private void members(String prefix, Shape.Struct struct, Body body) {
    for (Shape.Member member : struct.members()) {
      String path = prefix + lowerFirst(member.name());
      Object value = body.raw(member.name());
      if (value != null) {
        constraints(path, member.shape(), value);
      } else if (member.required()) {
        errors.add(error(null, path, "not be null"));
      }
    }
  }

  private void constraints(String path, Shape shape, Object value) {
    switch (shape) {
      case Shape.Text text -> textConstraints(path, text, (String) value);
      case Shape.Flag flag -> {}
      case Shape.Whole whole -> {
        BigDecimal number = (BigDecimal) value;
        if (number.compareTo(BigDecimal.valueOf(whole.min())) < 0) {
          add(number.toPlainString(), path, "have value greater than or equal to " + whole.min());
        } else if (number.compareTo(BigDecimal.valueOf(whole.max())) > 0) {
          add(number.toPlainString(), path, "have value less than or equal to " + whole.max());
        }
      }
      case Shape.ListOf list -> {
        List<?> values = (List<?>) value;
        length(path, values.size(), list.minLength(), list.maxLength(), render(list, values));
        for (int i = 0; i < values.size(); i++) {
          Object member = values.get(i);
          if (list.member() instanceof Shape.Struct struct) {
            members(path + "." + (i + 1) + ".member.", struct, (Body) member);
          } else {
            constraints(path + "." + (i + 1) + ".member", list.member(), member);
          }
        }
      }
      case Shape.Struct struct -> members(path + ".", struct, (Body) value);
    }
  }

  private void textConstraints(String path, Shape.Text shape, String text) {
    if (!shape.values().isEmpty() && !shape.values().contains(text)) {
      add(text, path, "satisfy enum value set: " + shape.values());
    }
    if (shape.pattern() != null && !shape.pattern().matcher(text).matches()) {
      add(text, path, "satisfy regular expression pattern: " + shape.pattern().pattern());
    }
    length(path, text.length(), shape.minLength(), shape.maxLength(), text);
  }

  private void length(String path, int length, int min, int max, String value) {
    if (length < min) {
      add(value, path, "have length greater than or equal to " + min);
    } else if (length > max) {
      add(value, path, "have length less than or equal to " + max);
    }
  }

  private void add(String value, String path, String constraint) {
    errors.add(error(value, path, constraint));
  }

  /** A value as the service's texts show it: {@code [KeySchemaElement(attributeName=pk, …)]}. */
  private static String render(Shape shape, Object value) {
    return switch (shape) {
      case Shape.Struct struct ->
          struct.members().stream()
              .map(
                  member -> {
                    Object memberValue = ((Body) value).raw(member.name());
                    return lowerFirst(member.name())
                        + "="
                        + (memberValue == null ? "null" : render(member.shape(), memberValue));
                  })
              .collect(Collectors.joining(", ", struct.type() + "(", ")"));
      case Shape.ListOf list ->
          ((List<?>) value)
              .stream()
                  .map(member -> render(list.member(), member))
                  .collect(Collectors.joining(", ", "[", "]"));
      case Shape.Text text -> (String) value;
      case Shape.Flag flag -> value.toString();
      case Shape.Whole whole -> ((BigDecimal) value).toPlainString();
    };
  }

  private static String lowerFirst(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
