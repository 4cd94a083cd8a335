package io.antipode.node.storage;

import io.antipode.cluster.topology.Region;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard.WriteCallback;
import io.antipode.node.storage.view.StoredHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shard as the deletion by time to live sees it: which items are due, the oldest first, at a cost
 * that goes by how many are looked at. Every method runs on the shard's loop. Times are epoch
 * seconds.
 */
public interface ExpiryShard {
  /**
   * A table whose time to live is on.
   *
   * @param id of the setting; another one where the setting has changed meanwhile
   * @param peers the other regions that have the table
   */
  record Expiring(long id, long tableId, List<Region> peers) {
    public Expiring {
      peers = List.copyOf(peers);
    }
  }

  /** Hears of entries in order. */
  interface DueVisitor {
    /** Returns whether to go on. */
    boolean visit(Due due);
  }

  /**
   * An item that was due when it was written last.
   *
   * @param place where to go on after it
   */
  record Due(long seconds, ItemKey key, byte[] place) {}

  /** The tables that clients may write to here and whose time to live is on. */
  List<Expiring> expiring();

  /** Where a walk begins that is to see nothing of an earlier time. */
  byte[] placeOf(Expiring table, long fromSeconds);

  /**
   * Visits what is due, committed, by time.
   *
   * @param place after which to begin
   * @param untilSeconds inclusive
   * @return whether the walk came to its end; false where the visitor ended it
   */
  boolean walk(Expiring table, byte[] place, long untilSeconds, DueVisitor visitor);

  /**
   * Deletes an item where its newest state is still due; else nothing is written.
   *
   * @param fromSeconds what is due longer is left alone
   * @param untilSeconds inclusive
   */
  void expire(
      Expiring table, ItemKey key, long fromSeconds, long untilSeconds, WriteCallback callback);

  /** Who wrote what stands under the key, and how large it is. */
  @Nullable StoredHead head(ItemKey key);
}
