package io.antipode.load.history;

import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Item;
import io.antipode.replication.clock.Version;
import java.util.Collections;
import java.util.SortedMap;

/**
 * What a region's table held when all was quiet and healed.
 *
 * @param items by key
 * @param versions of items, and of deletions that are remembered, by key; empty where nobody could
 *     look at them
 * @param digest whatever identifies contents and versions, equal in all regions when converged;
 *     empty where it is not known
 */
public record TableContents(
    Region region,
    String table,
    SortedMap<Key, Item> items,
    SortedMap<Key, Version> versions,
    String digest) {
  /** As a client sees it: without versions. */
  public TableContents(Region region, String table, SortedMap<Key, Item> items, String digest) {
    this(region, table, items, Collections.emptySortedMap(), digest);
  }
}
