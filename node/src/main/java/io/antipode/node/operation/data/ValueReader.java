package io.antipode.node.operation.data;

import com.fasterxml.jackson.core.JsonParser;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.json.ItemJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attribute values inside one parameter and remembers the first that is refused, since
 * DynamoDB tells of it only after it has checked other parameters.
 */
public final class ValueReader {
  private @Nullable InvalidItemException refused;

  /** The value, or a placeholder where it is refused. */
  public AttributeValue read(JsonParser parser) throws IOException {
    try {
      return ItemJson.readValue(parser);
    } catch (InvalidItemException e) {
      if (refused == null) {
        refused = e;
      }
      return AttributeValue.Null.INSTANCE;
    }
  }

  /** What was refused first, or null. */
  public @Nullable InvalidItemException refused() {
    return refused;
  }
}
