package io.antipode.node.operation.data;

import io.antipode.node.api.Structure;
import java.util.EnumMap;
import java.util.Map;

/** Where the parameters stand in the input of one action. Immutable. */
public final class Layout {
  private final Map<Parameter, Integer> members = new EnumMap<>(Parameter.class);
  private final boolean namesPlaceholders;

  private Layout(Structure input, boolean namesPlaceholders) {
    for (Parameter parameter : Parameter.values()) {
      String name = parameter.wireName();
      members.put(parameter, input.has(name) ? input.index(name) : -1);
    }
    this.namesPlaceholders = namesPlaceholders;
  }

  /** Of an input, of which every parameter is used that it has. */
  public static Layout of(Structure input) {
    return new Layout(input, false);
  }

  /** The same, for an action that names the placeholder of a value that it refuses. */
  public static Layout namingPlaceholders(Structure input) {
    return new Layout(input, true);
  }

  /** The member's index, or -1 where the input lacks it. */
  int member(Parameter parameter) {
    return members.getOrDefault(parameter, -1);
  }

  boolean namesPlaceholders() {
    return namesPlaceholders;
  }
}
