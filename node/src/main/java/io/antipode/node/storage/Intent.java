package io.antipode.node.storage;

import io.antipode.node.item.Bytes;
import io.antipode.node.item.ItemKey;

/**
 * What a transaction is about to do to an item, which it holds until that is done or given up.
 * Nobody else writes the item meanwhile; whoever finds it held for long may ask what became of the
 * transaction, and do what it says. Immutable.
 *
 * @param key of the item
 * @param token under which the transaction is in the ledger
 */
public record Intent(ItemKey key, TransactionId transaction, Bytes token, Effect effect) {
  /** What becomes of the item. */
  public sealed interface Effect {
    /**
     * The item is this from then on.
     *
     * @param image its canonical bytes; not to be changed
     */
    record Put(byte[] image) implements Effect {}

    /** The item is gone. */
    record Delete() implements Effect {}

    /** The item stays: the transaction relies on it. */
    record Keep() implements Effect {}
  }
}
