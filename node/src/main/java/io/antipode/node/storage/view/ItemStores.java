package io.antipode.node.storage.view;

import io.antipode.node.storage.keys.KeyMemory;
import io.antipode.replication.memory.MemoryShare;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes what one shard keeps its views in; opening and creating block, on any thread. */
public interface ItemStores {
  /**
   * The store as its last {@link ItemStore#close} left it, or null where there is none.
   *
   * @param seal what that gave
   * @throws io.antipode.replication.disk.DamagedFileException where what lies there is something
   *     else; it is left alone
   */
  @Nullable ItemStore reopen(StoreSeal seal) throws IOException;

  /**
   * An empty store; what an earlier one left behind is removed.
   *
   * @param expectedItems sizes it; it grows anyway
   * @param expectedBytes of all images and keys together
   */
  ItemStore create(long expectedItems, long expectedBytes) throws IOException;

  /**
   * Empty memory for the order of keys; whoever gets it closes it.
   *
   * @param share hears of what it takes
   */
  default KeyMemory keyMemory(MemoryShare share) {
    return KeyMemory.offHeap(share);
  }
}
