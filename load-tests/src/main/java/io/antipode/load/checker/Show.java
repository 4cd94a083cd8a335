package io.antipode.load.checker;

import io.antipode.load.history.ItemText;
import io.antipode.node.item.Item;
import org.jspecify.annotations.Nullable;

/** Items for people. */
final class Show {
  private static final int MAX_CHARACTERS = 200;

  private Show() {}

  static String item(@Nullable Item item) {
    if (item == null) {
      return "nothing";
    }
    String text = ItemText.of(item);
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
  }
}
