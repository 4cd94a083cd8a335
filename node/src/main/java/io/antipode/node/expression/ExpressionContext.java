package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names ({@code #n}) and values ({@code :v}) that the expressions of one request may use, and
 * which of them were used. One per request; not thread-safe.
 */
public final class ExpressionContext {
  /**
   * @param names {@code ExpressionAttributeNames}, null where absent
   * @param values {@code ExpressionAttributeValues}, null where absent
   */
  public ExpressionContext(
      @Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
    throw new UnsupportedOperationException("stub");
  }

  /**
   * Throws {@link ExpressionException} where a name or value was given and no expression used it;
   * after parsing all.
   */
  public void requireAllUsed() {
    throw new UnsupportedOperationException("stub");
  }
}
