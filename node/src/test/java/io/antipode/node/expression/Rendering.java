package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Decimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as compact DynamoDB JSON, for the case files (whose texts need no escapes). */
final class Rendering {
  private Rendering() {}

  static String of(Map<String, ? extends @Nullable AttributeValue> attributes) {
    return attributes.entrySet().stream()
        .map(e -> quoted(e.getKey()) + ":" + of(e.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  static String of(@Nullable AttributeValue value) {
    return value == null ? "null" : "{" + quoted(value.typeName()) + ":" + content(value) + "}";
  }

  private static String content(AttributeValue value) {
    return switch (value) {
      case AttributeValue.S(String text) -> quoted(text);
      case AttributeValue.N(Decimal number) -> quoted(number.toString());
      case AttributeValue.B(Bytes bytes) -> base64(bytes);
      case AttributeValue.Bool(boolean truth) -> Boolean.toString(truth);
      case AttributeValue.Null _ -> "true";
      case AttributeValue.Ss(var members) ->
          array(members.stream().map(Rendering::quoted).toList());
      case AttributeValue.Ns(var members) ->
          array(members.stream().map(n -> quoted(n.toString())).toList());
      case AttributeValue.Bs(var members) ->
          array(members.stream().map(Rendering::base64).toList());
      case AttributeValue.L(var elements) -> array(elements.stream().map(Rendering::of).toList());
      case AttributeValue.M(var members) -> of(members);
    };
  }

  private static String array(List<String> parts) {
    return "[" + String.join(",", parts) + "]";
  }

  private static String base64(Bytes bytes) {
    return quoted(Base64.getEncoder().encodeToString(bytes.array()));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
