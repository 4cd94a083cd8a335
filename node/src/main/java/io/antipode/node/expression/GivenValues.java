package io.antipode.node.expression;

import io.antipode.node.item.Encoded;
import io.antipode.node.item.Entries;
import io.antipode.node.item.Item;
import io.antipode.node.item.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The values of a request by their references ({@code :v}), as the canonical bytes that the request
 * was read into, and which of them were used. Not thread-safe.
 */
final class GivenValues {
  private final List<String> references;
  private final List<Encoded> values;
  private final boolean[] used;

  /**
   * @param given an item whose names are the references
   */
  GivenValues(Item given) {
    int count = given.attributeCount();
    references = new ArrayList<>(count);
    values = new ArrayList<>(count);
    used = new boolean[count];
    Entries entries = Entries.of(given);
    while (entries.next()) {
      references.add(entries.name());
      values.add(entries.value());
    }
  }

  List<String> references() {
    return references;
  }

  /** The value, which is used from now on; null where there is none. */
  @Nullable Encoded use(String reference) {
    int low = 0;
    int high = used.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Utf8.ORDER.compare(reference, references.get(middle));
      if (order == 0) {
        used[middle] = true;
        return values.get(middle);
      }
      if (order < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return null;
  }

  /** The references that were not used, as messages list them; null where all were. */
  @Nullable String unused() {
    StringJoiner unused = new StringJoiner(", ", "{", "}").setEmptyValue("");
    for (int i = 0; i < used.length; i++) {
      if (!used[i]) {
        unused.add(references.get(i));
      }
    }
    return unused.length() == 0 ? null : unused.toString();
  }
}
