package io.antipode.load.history;

import io.antipode.node.item.Item;
import io.antipode.node.json.ItemJson;
import io.antipode.node.json.JsonIn;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;

/** Items as DynamoDB JSON and back. */
public final class ItemText {
  private ItemText() {}

  /** DynamoDB JSON: {@code {"n":{"N":"1"},"pk":{"S":"a"}}}. */
  public static String of(Item item) {
    JsonOut out = new JsonOut().item(item);
    return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
  }

  /** Throws {@link IllegalArgumentException} where the text is not an item. */
  public static Item parse(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try {
      JsonReader reader = new JsonReader().reset(bytes, 0, bytes.length);
      reader.next();
      Item item = ItemJson.readItem(reader);
      JsonIn.requireEnd(reader);
      return item;
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("not an item: " + json, e);
    }
  }
}
