package io.antipode.node.action;

import io.antipode.node.expression.Condition;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * How items are read in the order of their keys, by pages: where, which way, and what is seen of
 * them. Immutable.
 *
 * @param forward in ascending order
 * @param filter what a seen item must satisfy to be answered, null for nothing
 */
public record ReadPlan(
    ReadSource source, boolean forward, @Nullable Condition filter, Selection selection) {
  /** Read data that fills a page. */
  public static final int PAGE_BYTES = 1_048_576;

  /**
   * What may be read of a table for one page of small entries of an index, which stand beside their
   * items: the page ends there. Else a page of an index of large items could read gigabytes.
   */
  public static final long MAX_EXAMINED_BYTES = 64L << 20;

  /** Whether an item, as it is seen, is answered. */
  boolean accepts(Item seen) {
    return filter == null || filter.test(seen);
  }

  /** What the item counts in a page: what is seen of it, or its entry where the item is fetched. */
  int sizeOf(Item item, Item seen) {
    IndexDefinition index = source.index();
    return index != null && selection.fetches()
        ? index.project(item).sizeBytes()
        : seen.sizeBytes();
  }
}
