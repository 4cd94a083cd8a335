package io.antipode.node.action;

import io.antipode.node.storage.ItemShard;

/** The shard did nothing, for now: to be asked again. */
public record Refused(ItemShard.WriteRefusal why)
    implements ItemResult,
        ItemRead,
        ItemsRead,
        PageRead,
        EntriesRead,
        HoldResult,
        SettleItems.Result,
        BeginTransaction.Result,
        DecideTransaction.Result,
        LookAtItems.Result {
  /** What is answered where so much is under way that more would not fit. */
  static final Refused OVERLOADED = new Refused(ItemShard.WriteRefusal.OVERLOADED);

  /** What a shard answers that must not be read. */
  public static final Refused NOT_SERVING = new Refused(ItemShard.WriteRefusal.NOT_SERVING);
}
