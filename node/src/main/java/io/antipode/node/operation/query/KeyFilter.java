package io.antipode.node.operation.query;

import io.antipode.node.action.ReadSource;
import io.antipode.node.api.ApiException;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.KeyConditions;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.KeyRange;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Key conditions as Query has them, for others who choose items by their keys. Pure. */
public final class KeyFilter {
  private KeyFilter() {}

  /**
   * The keys of a table that conditions allow, with Query's checks.
   *
   * @param filter beside them, which must not look at keys; null for none
   */
  public static KeyRange range(
      TableKeys table, KeyConditions conditions, @Nullable Condition filter) {
    ReadSource source = new ReadSource(table, null);
    KeyRange range = KeyPlan.of(source, conditions).range();
    Set<String> filtered = filter == null ? Set.of() : filter.topLevelNames();
    for (String name : table.table().key().names()) {
      if (filtered.contains(name)) {
        throw ApiException.validation(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: "
                + name);
      }
    }
    return range;
  }
}
