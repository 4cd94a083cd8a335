package io.antipode.node.storage;

import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.view.StoredItem;
import io.antipode.replication.clock.Version;
import io.antipode.replication.memory.MemoryBudget;
import org.jspecify.annotations.Nullable;

/**
 * A shard as clients' reads and writes see it: items by key, and one writer that decides. Every
 * method runs on the shard's loop.
 */
public interface ItemShard {
  /** What is committed under the key, with its version; null for nothing. */
  @Nullable StoredItem read(ItemKey key);

  /** The committed item, or null. */
  default @Nullable Item get(ItemKey key) {
    return StoredItem.itemOf(read(key));
  }

  /**
   * Decides and commits one write. The decider sees the newest state, writes in flight included;
   * the callback runs on this loop once the write is committed. Where nothing is written it runs at
   * once, or, where the decision rests on a write in flight, once that is committed.
   */
  void write(ItemKey key, Decider decider, WriteCallback callback);

  /** Looks at the current item and says what becomes of it; pure; runs at once. */
  interface Decider {
    Decision decide(@Nullable Item current);
  }

  /** What a write does. */
  sealed interface Decision {
    record Put(Item item) implements Decision {}

    record Delete() implements Decision {
      public static final Delete INSTANCE = new Delete();
    }

    /** A deletion by time to live. */
    record Expire() implements Decision {
      public static final Expire INSTANCE = new Expire();
    }

    /**
     * Nothing is written (a failed condition, a deletion of what is not there): the callback runs
     * with no version.
     */
    record Nothing() implements Decision {
      public static final Nothing INSTANCE = new Nothing();
    }
  }

  /** Hears of the commit. */
  interface WriteCallback {
    /**
     * @param version of the write, null where nothing was written
     * @param before the item that the decider saw
     * @param after the item as it stands, null where deleted
     */
    void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after);

    /**
     * It can't be known whether the write will be there: the disk failed while it was on its way.
     */
    void unknown();

    /**
     * The shard refuses writes (disk or memory nearly full, queue full, being reseeded, stopping):
     * nothing was written.
     */
    void refused(WriteRefusal refusal);
  }

  /** Why a write was refused. */
  enum WriteRefusal {
    DISK_NEARLY_FULL,
    MEMORY_NEARLY_FULL,
    OVERLOADED,
    NOT_SERVING,

    /** A transaction holds the item. */
    IN_TRANSACTION
  }

  /**
   * Visits committed items in key order. For an index id as prefix the entries of that index are
   * visited, each with the item of the table that it points to.
   *
   * @param from first key (inclusive) in the direction of travel upwards: the lower bound, compared
   *     as unsigned bytes
   * @param to upper bound (exclusive)
   * @param forward ascending, else descending
   */
  void scan(byte[] from, byte[] to, boolean forward, ItemVisitor visitor);

  /** Takes visited items. */
  interface ItemVisitor {
    /**
     * @param key key bytes of the table's item or of the index entry, until this returns
     * @return whether to go on
     */
    boolean visit(byte[] key, Item item);
  }

  /** Where what is read here and held for an answer is counted. */
  MemoryBudget memory();

  /** Whether reads and writes of clients are served; not while a reseed replaces what is here. */
  boolean isServing();
}
