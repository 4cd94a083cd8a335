package io.antipode.node.action;

import io.antipode.node.expression.Condition;
import org.jspecify.annotations.Nullable;

/**
 * On what terms an item is written.
 *
 * @param condition that the item must satisfy; null for none
 * @param showsFailed whether an item that does not satisfy it is answered
 * @param returned what is answered of an item that does
 */
public record Terms(@Nullable Condition condition, boolean showsFailed, Returned returned) {
  /** Whatever is there, and nothing of it is wanted. */
  public static final Terms NONE = new Terms(null, false, Returned.NONE);
}
