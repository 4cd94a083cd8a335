package io.antipode.node.transfer.format;

import io.antipode.node.item.Item;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The items of one object, in its order. Not thread-safe. */
public interface RecordReader {
  /**
   * The longest record: an item of 400 KB may take six times that as JSON where it is all escapes.
   */
  int MAX_RECORD_BYTES = 4 << 20;

  /**
   * The next record, or null at the end.
   *
   * @throws IOException where nothing more of the object can be read
   */
  @Nullable ItemRecord next() throws IOException;

  /** What stood in one place. */
  sealed interface ItemRecord {
    /**
     * An item.
     *
     * @param terms on which it is to be written; null for none
     */
    record Whole(Item item, @Nullable ItemTerms terms) implements ItemRecord {}

    /** No item, and why. */
    record Broken(String message) implements ItemRecord {}
  }

  /**
   * A condition beside an item, as {@code PutItem} has it.
   *
   * @param values an item whose names are the placeholders
   */
  record ItemTerms(String condition, @Nullable Map<String, String> names, @Nullable Item values) {}
}
