package io.antipode.node.api;

import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import io.antipode.node.json.MalformedJsonException;

/** What the service says of JSON whose type is not that of the model. */
final class WrongType {
  private static final String PACKAGE = "com.amazonaws.dynamodb.v20120810.";

  /** Also where a structure is expected, an old name for any container stands. */
  private static final String CONTAINER = "Start of structure or map found where not expected";

  private WrongType() {}

  static MalformedJsonException list(JsonReader json) {
    return new MalformedJsonException(
        json.token() == JsonToken.BEGIN_OBJECT ? CONTAINER : "Unexpected field type");
  }

  static MalformedJsonException structure(JsonReader json, Structure expected) {
    return new MalformedJsonException(
        json.token() == JsonToken.BEGIN_ARRAY
            ? "Unrecognized collection type class " + javaType(expected)
            : "Unexpected value type in payload");
  }

  static MalformedJsonException map(JsonReader json, Shape value) {
    return new MalformedJsonException(
        json.token() == JsonToken.BEGIN_ARRAY
            ? "Unrecognized collection type java.util.Map<java.lang.String, "
                + javaType(value)
                + ">"
            : "Unexpected field type");
  }

  private static String javaType(Shape shape) {
    return switch (shape) {
      case Shape.Text text -> "java.lang.String";
      case Shape.Flag flag -> "java.lang.Boolean";
      case Shape.Whole whole -> "java.lang." + whole.type();
      case Shape.Decimal decimal -> "java.lang.Double";
      case Shape.Time time -> "java.util.Date";
      case Shape.Blob blob -> "java.nio.ByteBuffer";
      case Shape.ListOf list -> "java.util.List<" + javaType(list.element()) + ">";
      case Shape.MapOf map -> mapOf(javaType(map.value()));
      case Shape.Value value -> PACKAGE + "AttributeValue";
      case Shape.Attributes attributes -> mapOf(PACKAGE + "AttributeValue");
      case Shape.Placeholders placeholders -> mapOf(PACKAGE + "AttributeValue");
      case Structure structure -> PACKAGE + structure.name();
    };
  }

  private static String mapOf(String valueType) {
    return "java.util.Map<java.lang.String, " + valueType + ">";
  }
}
