package io.antipode.node.operation.data;

import io.antipode.node.item.AttributeName;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.json.ItemJson;
import io.antipode.node.json.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names and values of attributes inside one parameter and remembers the first that is
 * refused, since DynamoDB tells of it only after it has checked other parameters.
 */
public final class ValueReader {
  private @Nullable InvalidItemException refused;

  /** The value, or a placeholder where it is refused. */
  public AttributeValue read(JsonReader json) {
    try {
      return ItemJson.readValue(json);
    } catch (InvalidItemException e) {
      if (refused == null) {
        refused = e;
      }
      return AttributeValue.Null.INSTANCE;
    }
  }

  /** A name of an attribute, which the reader stands on. */
  String name(JsonReader json) {
    String name = json.text();
    try {
      AttributeName.require(name);
    } catch (InvalidItemException e) {
      refused = refused == null ? e : refused;
    }
    return name;
  }

  /** What was refused first, or null. */
  public @Nullable InvalidItemException refused() {
    return refused;
  }
}
