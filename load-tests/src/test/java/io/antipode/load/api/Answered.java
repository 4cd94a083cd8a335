package io.antipode.load.api;

import io.antipode.node.api.Shape;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which members of the model's structures answers were seen to have. */
final class Answered {
  private final Set<String> seen = new HashSet<>();

  boolean has(Structure structure, int member) {
    return seen.contains(key(structure, structure.members().get(member).name()));
  }

  /** Takes note of an answer, which may be empty. */
  void note(byte[] json, int length, Structure structure) {
    if (length > 0) {
      JsonReader reader = new JsonReader().reset(json, 0, length);
      reader.next();
      note(value(reader), structure);
    }
  }

  private void note(Object value, Shape shape) {
    switch (shape) {
      case Structure structure ->
          ((Map<?, ?>) value)
              .forEach(
                  (name, inner) -> {
                    Structure.Member member =
                        structure.members().stream()
                            .filter(each -> each.name().equals(name))
                            .findFirst()
                            .orElseThrow(
                                () -> new AssertionError(structure + " has no member " + name));
                    seen.add(key(structure, member.name()));
                    note(inner, member.shape());
                  });
      case Shape.ListOf list -> ((List<?>) value).forEach(each -> note(each, list.element()));
      case Shape.MapOf map -> ((Map<?, ?>) value).values().forEach(each -> note(each, map.value()));
      default -> {}
    }
  }

  private static String key(Structure structure, String member) {
    return structure.name() + "." + member;
  }

  private static Object value(JsonReader reader) {
    return switch (reader.token()) {
      case BEGIN_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (reader.next() == JsonToken.NAME) {
          String name = reader.text();
          reader.next();
          members.put(name, value(reader));
        }
        yield members;
      }
      case BEGIN_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (reader.next() != JsonToken.END_ARRAY) {
          elements.add(value(reader));
        }
        yield elements;
      }
      case STRING, NUMBER -> reader.text();
      case TRUE, FALSE, NULL -> reader.token();
      case NAME, END_OBJECT, END_ARRAY, END -> throw new AssertionError(reader.token());
    };
  }
}
