package io.antipode.load.simulation;

import io.antipode.node.storage.keys.KeyMemory;
import io.antipode.node.storage.view.HeapItemStore;
import io.antipode.node.storage.view.ItemStore;
import io.antipode.node.storage.view.ItemStores;
import io.antipode.node.storage.view.StoreSeal;
import io.antipode.replication.memory.MemoryShare;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A shard's item store that outlives the process, as a memory-mapped file does: whole where it was
 * closed and the power stayed on, otherwise missing some of what it held. Offered for reopening in
 * both cases: it is the product's business to know which one it is.
 */
final class SurvivingStores implements ItemStores {
  private final SplittableRandom random;
  private @Nullable HeapItemStore store;
  private boolean open;

  SurvivingStores(SplittableRandom random) {
    this.random = random;
  }

  @Override
  public @Nullable ItemStore reopen(StoreSeal seal) {
    open = true;
    return store;
  }

  @Override
  public ItemStore create(long expectedItems, long expectedBytes) {
    HeapItemStore created =
        new HeapItemStore() {
          @Override
          public StoreSeal close() {
            open = false;
            return StoreSeal.NONE;
          }
        };
    store = created;
    open = true;
    return created;
  }

  /** On the heap: a process that is killed in a simulation closes nothing. */
  @Override
  public KeyMemory keyMemory(MemoryShare share) {
    return KeyMemory.onHeap(share);
  }

  /** The process ended: what it had not closed lacks something now; after a power cut, all does. */
  void tear(boolean powerCut) {
    HeapItemStore torn = store;
    if (torn == null || !(open || powerCut)) {
      return;
    }
    open = false;
    List<byte[]> keys = new ArrayList<>();
    torn.forEach((key, version, image) -> keys.add(key));
    keys.sort(java.util.Arrays::compareUnsigned);
    keys.stream().filter(key -> random.nextInt(4) == 0).forEach(torn::remove);
  }
}
