package io.antipode.node.storage;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Intent.Effect;
import io.antipode.node.storage.view.SystemTables;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An intent as an item of {@link SystemTables#INTENTS}.
 *
 * <pre>
 *   key    B  the held item's key
 *   id     B  the transaction's id
 *   token  B  its token
 *   put    B  the new image     ─┐ one of these,
 *   gone   BOOL                 ─┘ or neither: the item stays
 * </pre>
 */
final class IntentItem {
  private static final String ID = "id";
  private static final String TOKEN = "token";
  private static final String PUT = "put";
  private static final String GONE = "gone";

  private IntentItem() {}

  static Item of(Intent intent) {
    AttributeValue id = new AttributeValue.B(new Bytes(intent.transaction().bytes()));
    AttributeValue token = new AttributeValue.B(intent.token());
    return Item.of(
        switch (intent.effect()) {
          case Effect.Put(byte[] image) ->
              Map.of(ID, id, TOKEN, token, PUT, new AttributeValue.B(new Bytes(image)));
          case Effect.Delete _ -> Map.of(ID, id, TOKEN, token, GONE, new AttributeValue.Bool(true));
          case Effect.Keep _ -> Map.of(ID, id, TOKEN, token);
        });
  }

  /**
   * @param key as {@link SystemTables#intentOf} made it
   */
  static Intent read(byte[] key, Item item) {
    return new Intent(
        ItemKey.ofBytes(bytes(ItemKey.ofBytes(key).partitionKey())),
        TransactionId.of(bytes(item.get(ID))),
        new Bytes(bytes(item.get(TOKEN))),
        effect(item));
  }

  private static Effect effect(Item item) {
    AttributeValue put = item.get(PUT);
    if (put != null) {
      return new Effect.Put(bytes(put));
    }
    return item.has(GONE) ? new Effect.Delete() : new Effect.Keep();
  }

  private static byte[] bytes(@Nullable AttributeValue value) {
    return ((AttributeValue.B) Objects.requireNonNull(value, "an intent lacks a part"))
        .value()
        .array();
  }
}
