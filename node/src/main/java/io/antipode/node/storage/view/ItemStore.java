package io.antipode.node.storage.view;

import io.antipode.replication.clock.Version;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A shard's items and tombstones by key, in no order: a view that can always be rebuilt.
 * Obligations of an implementation:
 *
 * <ol>
 *   <li>One thread at a time: first the one that recovers, then, from {@link #attach} on, the loop.
 *   <li>Takes images from 1 byte to {@code MutationCodec.MAX_IMAGE_BYTES}, and any number of them:
 *       it grows without failing a write and without holding the loop for long.
 *   <li>Keys have at least 12 bytes.
 * </ol>
 */
public interface ItemStore {
  /** Enough to hide how long memory takes, and few where a reader stops early. */
  int MOST_EXPECTED = 8;

  /** What stands under the key; the image is the caller's to keep. */
  @Nullable StoredItem get(byte[] key);

  /** The same without the image: however large that is, it is not read. */
  @Nullable StoredHead head(byte[] key);

  /**
   * The image of the item under the key, the caller's to keep; null where nothing or a tombstone
   * stands.
   */
  byte @Nullable [] image(byte[] key);

  /**
   * Hears which keys will be asked for next, at most {@link #MOST_EXPECTED} of them: a store whose
   * memory is far away fetches them all at once. A hint, which changes nothing.
   */
  default void expect(byte[][] keys, int count) {}

  /**
   * Puts an item, or a tombstone, in place of whatever stands there.
   *
   * @param image copied; null for a tombstone
   */
  void put(byte[] key, Version version, byte @Nullable [] image);

  /** Removes whatever stands under the key; nothing is fine. */
  void remove(byte[] key);

  /** Visits everything, in no order; the store must not be changed meanwhile. */
  void forEach(Visitor visitor);

  /** Items and tombstones. */
  long size();

  /** Bytes on disk, 0 for none. */
  long fileBytes();

  /** From now on the store belongs to this loop, and may use it to grow in small steps. */
  void attach(EventLoop loop);

  /**
   * Ends the use of the store so that {@link ItemStores#reopen} finds all of it; blocks, on any
   * thread, while nobody uses the store.
   *
   * @return what reopening it takes
   */
  StoreSeal close() throws IOException;

  /** Takes what {@link #forEach} finds. */
  interface Visitor {
    void visit(byte[] key, Version version, byte @Nullable [] image);
  }
}
