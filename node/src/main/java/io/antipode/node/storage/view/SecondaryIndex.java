package io.antipode.node.storage.view;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index as a shard's views need it: which entry an item has. A port, since the meaning
 * of an index is not storage's. Immutable, and a pure function of its descriptors: a shard rebuilds
 * its entries with it at any time.
 */
public interface SecondaryIndex {
  /** Begins the keys of its entries. */
  long id();

  long tableId();

  /** Whether its entries are still to be made of the items that there are. */
  boolean creating();

  /** The key of the item's entry, or null where it has none. */
  byte @Nullable [] entryOf(ItemKey key, Item item);

  /** The key of the item that an entry leads to. */
  ItemKey baseOf(byte[] entry);

  /** Makes the index of its descriptor. */
  interface Compiler {
    SecondaryIndex compile(TableDescriptor table, IndexDescriptor index);
  }
}
