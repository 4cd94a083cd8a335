package io.antipode.node.json;

import com.fasterxml.jackson.core.JsonParser;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import java.io.IOException;

/**
 * Reads DynamoDB JSON from a streaming parser. Each method begins with the parser on the value's
 * first token and ends on its last. Throws {@code InvalidItemException} with DynamoDB's messages
 * for values that it refuses.
 */
public final class ItemJson {
  private ItemJson() {}

  /** {@code {"name":{"S":"…"}, …}} straight to canonical bytes, without a tree. */
  public static Item readItem(JsonParser parser) throws IOException {
    throw new UnsupportedOperationException("stub");
  }

  /** {@code {"S":"…"}} to a decoded value. */
  public static AttributeValue readValue(JsonParser parser) throws IOException {
    throw new UnsupportedOperationException("stub");
  }
}
