package io.antipode.node.operation.data;

import io.antipode.node.expression.ProjectionExpression;
import io.antipode.node.item.Item;
import java.util.List;
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

  /** Checks and parses the request's parameters; the request has no other expressions. */
  public static ItemView of(DataRequest request) {
    ParameterRules.checkAttributesToGet(request);
    return of(request, Expressions.parse(request));
  }

  public static ItemView of(DataRequest request, Expressions expressions) {
    List<String> attributes = request.texts(Member.ATTRIBUTES_TO_GET);
    if (attributes != null) {
      return new ItemView(null, Set.copyOf(attributes));
    }
    return expressions.projection() == null ? WHOLE : new ItemView(expressions.projection(), null);
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
