package io.antipode.load.history;

import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Item;
import java.util.SortedMap;

/**
 * What a region's table held when all was quiet and healed.
 *
 * @param items by key
 * @param digest whatever identifies contents and versions, equal in all regions when converged;
 *     empty where it is not known
 */
public record TableContents(
    Region region, String table, SortedMap<Key, Item> items, String digest) {}
