package io.antipode.node.expression;

import io.antipode.node.item.Encoded;
import io.antipode.node.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path into an item: a top-level attribute, then members of maps and elements of lists. */
public record DocumentPath(String root, List<Step> steps) {
  /** DynamoDB's bound on the parts of a path, the top-level attribute counted. */
  public static final int MAX_LEVELS = 32;

  /** One step down. */
  public sealed interface Step {
    record Member(String name) implements Step {
      @Override
      public String toString() {
        return name;
      }
    }

    record Element(int index) implements Step {
      @Override
      public String toString() {
        return "[" + index + "]";
      }
    }
  }

  /** Where the value at this path begins in the item's bytes, or -1. */
  int offsetIn(Item item) {
    int offset = item.offsetOf(root);
    for (int i = 0; i < steps.size() && offset >= 0; i++) {
      offset =
          switch (steps.get(i)) {
            case Step.Member(String name) -> item.offsetOfMember(offset, name);
            case Step.Element(int index) -> item.offsetOfElement(offset, index);
          };
    }
    return offset;
  }

  @Nullable Encoded valueIn(@Nullable Item item) {
    int offset = item == null ? -1 : offsetIn(item);
    return item == null || offset < 0 ? null : item.encodedAt(offset);
  }

  /** As DynamoDB's messages show it: {@code [a, [0], b]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[").append(root);
    for (Step step : steps) {
      text.append(", ").append(step);
    }
    return text.append(']').toString();
  }
}
