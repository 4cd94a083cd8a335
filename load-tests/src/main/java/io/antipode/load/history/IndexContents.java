package io.antipode.load.history;

import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Item;
import java.util.List;

/** What a Scan of a region's index, which projects all attributes, showed when all was quiet. */
public record IndexContents(Region region, String table, String index, List<Item> items) {}
