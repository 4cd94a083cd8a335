package io.antipode.node.storage.view;

import io.antipode.node.item.Item;
import io.antipode.replication.clock.Version;
import org.jspecify.annotations.Nullable;

/**
 * What stands under a key.
 *
 * @param image the item's canonical bytes, null for a tombstone; not to be changed
 */
public record StoredItem(Version version, byte @Nullable [] image) {
  public boolean isTombstone() {
    return image == null;
  }

  /** The item, or null where nothing or a tombstone stands. */
  public static @Nullable Item itemOf(@Nullable StoredItem stored) {
    byte[] image = stored == null ? null : stored.image;
    return image == null ? null : Item.ofBytes(image);
  }
}
