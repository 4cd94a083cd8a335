package io.antipode.node.api;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A decoded structure as JSON again: what the model knows of a request and the request has, in the
 * model's order. So requests that ask for the same are the same text. Pure; any thread.
 */
public final class FieldsJson {
  private FieldsJson() {}

  /** All members of a structure, as a text that {@link #read} takes. */
  public static String text(Fields fields) {
    JsonOut out = new JsonOut();
    write(fields, out);
    return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
  }

  /** The structure that a text was made of. */
  public static Fields read(Structure shape, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Decoder().decode(shape, new JsonReader().reset(bytes, 0, bytes.length));
  }

  /** Writes a structure. */
  public static void write(Fields fields, JsonOut out) {
    out.beginObject();
    for (int member = 0; member < fields.shape().members().size(); member++) {
      member(fields, member, out);
    }
    out.endObject();
  }

  /** Writes a member with its name, where the structure has it. */
  public static void member(Fields fields, int member, JsonOut out) {
    Object value = fields.raw(member);
    if (value != null) {
      out.name(fields.shape().members().get(member).name());
      value(value, out);
    }
  }

  private static void value(Object value, JsonOut out) {
    switch (value) {
      case Fields.Refused refused -> throw refused.exception();
      case Fields structure -> write(structure, out);
      case String text -> out.value(text);
      case Boolean flag -> out.value(flag.booleanValue());
      case Long number -> out.value(number.longValue());
      case Double number -> out.value(number.doubleValue());
      case Item item -> out.item(item);
      case AttributeValue attribute -> out.attribute(attribute);
      case List<?> list -> {
        out.beginArray();
        list.forEach(each -> value(each, out));
        out.endArray();
      }
      case Map<?, ?> map -> {
        out.beginObject();
        map.forEach((name, each) -> value(each, out.name((String) name)));
        out.endObject();
      }
      default -> throw new IllegalStateException("no value of a request: " + value.getClass());
    }
  }
}
