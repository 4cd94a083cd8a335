package io.antipode.node.api;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Decoded values as the service's messages show them: {@code [KeySchemaElement(attributeName=pk,
 * keyType=HASH)]}, and in a few places as JSON. Long ones are cut: a message is for reading.
 */
final class ValueText {
  static final int MAX_CHARS = 16 * 1_024;

  private final StringBuilder text = new StringBuilder();

  private ValueText() {}

  static String of(Object value) {
    ValueText text = new ValueText();
    text.value(value);
    return cut(text.text.toString());
  }

  /** As it was asked, without what was absent or unknown. */
  static String json(Object value) {
    JsonOut out = new JsonOut();
    write(out, value);
    return cut(new String(out.array(), 0, out.length(), StandardCharsets.UTF_8));
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }

  private void value(Object value) {
    if (text.length() > MAX_CHARS) {
      return;
    }
    switch (value) {
      case Fields fields -> fields(fields);
      case List<?> list -> {
        text.append('[');
        String comma = "";
        for (Object each : list) {
          text.append(comma);
          value(each);
          comma = ", ";
        }
        text.append(']');
      }
      case Map<?, ?> map -> {
        text.append('{');
        String comma = "";
        for (Map.Entry<?, ?> each : map.entrySet()) {
          text.append(comma).append(each.getKey()).append('=');
          value(each.getValue());
          comma = ", ";
        }
        text.append('}');
      }
      case Item item -> text.append(json(item));
      case AttributeValue attribute -> text.append(json(attribute));
      default -> text.append(value);
    }
  }

  private void fields(Fields fields) {
    text.append(fields.shape().name()).append('(');
    String comma = "";
    List<Structure.Member> members = fields.shape().members();
    for (int i = 0; i < members.size(); i++) {
      text.append(comma).append(members.get(i).path()).append('=');
      Object value = fields.raw(i);
      if (value == null) {
        text.append("null");
      } else {
        value(value);
      }
      comma = ", ";
    }
    text.append(')');
  }

  private static void write(JsonOut out, Object value) {
    switch (value) {
      case Fields fields -> {
        out.beginObject();
        List<Structure.Member> members = fields.shape().members();
        for (int i = 0; i < members.size(); i++) {
          Object each = fields.raw(i);
          if (each != null) {
            write(out.name(members.get(i).name()), each);
          }
        }
        out.endObject();
      }
      case List<?> list -> {
        out.beginArray();
        list.forEach(each -> write(out, each));
        out.endArray();
      }
      case Map<?, ?> map -> {
        out.beginObject();
        map.forEach((key, each) -> write(out.name((String) key), each));
        out.endObject();
      }
      case Item item -> out.item(item);
      case AttributeValue attribute -> out.attribute(attribute);
      case Fields.Refused refused -> out.nullValue();
      case Long number -> out.value(number);
      case Double number -> out.value(number);
      case Boolean flag -> out.value(flag);
      default -> out.value(value.toString());
    }
  }
}
