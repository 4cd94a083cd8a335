package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Encoded;
import java.util.Base64;

/** Values as DynamoDB's messages show them: {@code {N:9}}. */
final class ValueText {
  private ValueText() {}

  static String of(Encoded value) {
    return of(value.decode());
  }

  private static String of(AttributeValue value) {
    String content =
        switch (value) {
          case AttributeValue.S(String text) -> text;
          case AttributeValue.N(var number) -> number.toString();
          case AttributeValue.B(Bytes(byte[] array)) -> Base64.getEncoder().encodeToString(array);
          case AttributeValue.Bool(boolean truth) -> Boolean.toString(truth);
          case AttributeValue.Null _ -> "true";
          case AttributeValue.Ss(var members) -> members.toString();
          case AttributeValue.Ns(var members) -> members.toString();
          case AttributeValue.Bs(var members) -> members.toString();
          case AttributeValue.L(var elements) ->
              elements.stream().map(ValueText::of).toList().toString();
          case AttributeValue.M(var members) -> members.keySet().toString();
        };
    return "{" + value.typeName() + ":" + content + "}";
  }
}
