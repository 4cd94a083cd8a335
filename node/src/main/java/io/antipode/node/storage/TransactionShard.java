package io.antipode.node.storage;

import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Intent.Effect;
import io.antipode.node.storage.ItemShard.WriteCallback;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A shard as transactions see it: a participant that holds items for them, and the home of some,
 * whose {@link Ledger} says what becomes of them.
 *
 * <pre>
 *   free ── hold ─▶ held ── settle: takes place ─▶ free, with the new item
 *                    │
 *                    └───── settle: does not    ─▶ free, as it was
 * </pre>
 *
 * <p>What is held is in the log before anybody hears of it, and is held again after a crash. A
 * client's write of an item that is held is refused, and so is a second hold: nobody waits, so
 * nobody waits for one another. Reads see the item as it was, and other regions' writes go through:
 * a transaction is one of its region's alone. Every method runs on the shard's loop.
 */
public interface TransactionShard {
  /** Looks at the newest item and says what a transaction does to it; pure; runs at once. */
  interface Chooser {
    /** Null where it does not agree with what is there. */
    @Nullable Effect choose(@Nullable Item current);
  }

  /** Hears how a hold went; once. */
  interface HoldCallback {
    /** The item is held for good. */
    void held();

    /** The chooser did not agree; what it saw is committed. */
    void declined();

    /** Another transaction holds the item. */
    void conflict();

    /** The shard refuses writes. */
    void refused(WriteRefusal refusal);

    /** It can't be known whether the item is held: the disk failed. */
    void unknown();
  }

  /** Holds an item for a transaction, if it is free and the chooser agrees. */
  void hold(
      TransactionId transaction, Bytes token, ItemKey key, Chooser chooser, HoldCallback callback);

  /**
   * Ends what a transaction holds an item for. Where it does not hold it (any more), nothing is
   * done, and the callback runs without a version.
   *
   * @param takesPlace whether what was held back is done now
   */
  void settle(TransactionId transaction, ItemKey key, boolean takesPlace, WriteCallback callback);

  /** Whether a transaction holds the item. */
  boolean isHeld(ItemKey key);

  /**
   * What is held since before a moment, or since an earlier run.
   *
   * @param nanos as of the shard's own time
   */
  List<Intent> heldSince(long nanos);

  /** For which of some transactions anything is held. */
  Set<TransactionId> heldFor(Set<TransactionId> transactions);

  /** Of the transactions whose home this shard is. */
  Ledger ledger();

  /**
   * A number that changes whenever an item of a table without tombstones goes: while it stays, what
   * was not there was not there all the time.
   */
  long removals();
}
