package io.antipode.node.storage.view;

import io.antipode.cluster.placement.KeySpace;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.ItemKey;
import java.util.List;

/**
 * Tables that every shard keeps for itself, beside those of the catalog: what transactions must
 * remember is items like any other, so log, checkpoints and recovery need not know of it. They are
 * of one region, have no stream, and are written by nobody else.
 */
public final class SystemTables {
  /** What transactions hold: the key is the held item's, as a binary ({@code IntentItem}). */
  public static final KeySpace INTENTS = KeySpace.byId(0x616e_7469_696e_7473L);

  /** What became of transactions, by token ({@code LedgerItem}). */
  public static final KeySpace LEDGER = KeySpace.byId(0x616e_7469_6c65_6467L);

  private static final List<TableInfo> ALL = List.of(info(INTENTS), info(LEDGER));

  private SystemTables() {}

  /** Where the intent on an item stands. */
  public static ItemKey intentOf(byte[] heldKey) {
    return ItemKey.of(INTENTS, new AttributeValue.B(new Bytes(heldKey)), null);
  }

  static List<TableInfo> all() {
    return ALL;
  }

  /** Whether a table is one of these. */
  static boolean has(long tableId) {
    return tableId == INTENTS.id() || tableId == LEDGER.id();
  }

  private static TableInfo info(KeySpace keys) {
    return TableInfo.ofSystem(keys.id());
  }
}
