package io.antipode.node.json;

import io.antipode.node.item.InvalidItemException;

/** A value of an expression that DynamoDB refuses; some actions tell which one it was. */
public final class RefusedValueException extends InvalidItemException {
  private static final long serialVersionUID = 1;

  private final String placeholder;

  RefusedValueException(String placeholder, InvalidItemException why) {
    super(String.valueOf(why.getMessage()));
    this.placeholder = placeholder;
  }

  /** As the actions say it that check values by the older rules. */
  public InvalidItemException named() {
    return new InvalidItemException(
        "ExpressionAttributeValues contains invalid value: "
            + getMessage()
            + " for key "
            + placeholder);
  }
}
