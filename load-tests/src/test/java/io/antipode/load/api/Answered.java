package io.antipode.load.api;

import io.antipode.node.api.Shape;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonTree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which members of the model's structures answers were seen to have. */
final class Answered {
  private static final int MAX_DEPTH = 100;

  private final Set<String> seen = new HashSet<>();

  boolean has(Structure structure, int member) {
    return seen.contains(key(structure, structure.members().get(member).name()));
  }

  /** Takes note of an answer, which may be empty. */
  void note(byte[] json, int length, Structure structure) {
    if (length > 0) {
      note(JsonTree.read(json, length, MAX_DEPTH), structure);
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
}
