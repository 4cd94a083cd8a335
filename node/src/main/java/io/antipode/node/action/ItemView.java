package io.antipode.node.action;

import io.antipode.node.expression.ProjectionExpression;
import io.antipode.node.item.Item;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which part of an item a read returns: what a {@code ProjectionExpression} or {@code
 * AttributesToGet} says, or all of it. Immutable.
 */
public final class ItemView {
  public static final ItemView WHOLE = new ItemView(null, null);

  private final @Nullable ProjectionExpression projection;
  private final @Nullable Set<String> names;

  private ItemView(@Nullable ProjectionExpression projection, @Nullable Set<String> names) {
    this.projection = projection;
    this.names = names;
  }

  /** Only the attributes of these names. */
  public static ItemView of(Collection<String> names) {
    return new ItemView(null, Set.copyOf(names));
  }

  /** What the projection shows. */
  public static ItemView of(ProjectionExpression projection) {
    return new ItemView(projection, null);
  }

  public boolean isWhole() {
    return projection == null && names == null;
  }

  /** The top-level attributes that it looks at; empty for all. */
  public Set<String> topLevelNames() {
    if (names != null) {
      return names;
    }
    return projection == null ? Set.of() : projection.topLevelNames();
  }

  public Item apply(Item item) {
    if (names != null) {
      return item.only(names);
    }
    return projection == null ? item : projection.apply(item);
  }
}
