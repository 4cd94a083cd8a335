package io.antipode.node.storage.view;

import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.keys.KeyMemory;
import io.antipode.replication.clock.Version;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.memory.MemoryShare;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Items on the heap: for simulations and tests. Forgets everything at the end of the process. */
public class HeapItemStore implements ItemStore {
  private final Map<ItemKey, StoredItem> items = new HashMap<>();

  /** Makes stores that are always rebuilt. */
  public static ItemStores stores() {
    return new ItemStores() {
      @Override
      public @Nullable ItemStore reopen(StoreSeal seal) {
        return null;
      }

      @Override
      public ItemStore create(long expectedItems, long expectedBytes) {
        return new HeapItemStore();
      }

      @Override
      public KeyMemory keyMemory(MemoryShare share) {
        return KeyMemory.onHeap(share);
      }
    };
  }

  @Override
  public @Nullable StoredItem get(byte[] key) {
    return items.get(ItemKey.ofBytes(key));
  }

  @Override
  public @Nullable StoredHead head(byte[] key) {
    StoredItem found = get(key);
    byte[] image = found == null ? null : found.image();
    return found == null ? null : new StoredHead(found.version(), image == null ? 0 : image.length);
  }

  @Override
  public byte @Nullable [] image(byte[] key) {
    StoredItem found = get(key);
    return found == null ? null : found.image();
  }

  @Override
  public void put(byte[] key, Version version, byte @Nullable [] image) {
    items.put(ItemKey.ofBytes(key), new StoredItem(version, image));
  }

  @Override
  public void remove(byte[] key) {
    items.remove(ItemKey.ofBytes(key));
  }

  @Override
  public void forEach(Visitor visitor) {
    items.forEach((key, item) -> visitor.visit(key.bytes(), item.version(), item.image()));
  }

  @Override
  public long size() {
    return items.size();
  }

  @Override
  public long fileBytes() {
    return 0;
  }

  @Override
  public void attach(EventLoop loop) {}

  @Override
  public StoreSeal close() {
    return StoreSeal.NONE;
  }
}
