package io.antipode.node.action;

import io.antipode.node.item.Item;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes a page shows.
 *
 * @param countOnly no items at all
 * @param view the request's projection
 * @param fetches whether a local index's entries are completed from the table
 * @param shown the attributes that are seen before the view is applied; null for all
 */
public record Selection(
    boolean countOnly, ItemView view, boolean fetches, @Nullable Set<String> shown) {
  /** What the index, or the table behind it, shows of an item. */
  Item show(Item item) {
    return shown == null ? item : item.only(shown);
  }
}
