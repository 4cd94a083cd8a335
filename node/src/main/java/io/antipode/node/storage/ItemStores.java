package io.antipode.node.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes one shard's {@link ItemStore}; both methods block, on any thread. */
public interface ItemStores {
  /** The store as its last {@link ItemStore#close} left it, or null where there is none. */
  @Nullable ItemStore reopen() throws IOException;

  /**
   * An empty store; what an earlier one left behind is removed.
   *
   * @param expectedItems sizes it; it grows anyway
   * @param expectedBytes of all images and keys together
   */
  ItemStore create(long expectedItems, long expectedBytes) throws IOException;
}
