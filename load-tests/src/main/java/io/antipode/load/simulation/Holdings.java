package io.antipode.load.simulation;

import io.antipode.load.history.IndexContents;
import io.antipode.load.history.Key;
import io.antipode.load.history.TableContents;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.replication.clock.Version;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a region holds when all is quiet, read from its shards: with the versions of items and of
 * deletions, which no client is shown.
 */
final class Holdings {
  private Holdings() {}

  static TableContents table(SimulatedRegion region, SimulatedTable table) {
    SortedMap<Key, Item> items = new TreeMap<>();
    SortedMap<Key, Version> versions = new TreeMap<>();
    region.eachShard(
        shard ->
            table.eachIn(
                shard,
                each -> {
                  Key key = key(table, ItemKey.ofBytes(each.key()));
                  versions.put(key, each.version());
                  if (!each.isTombstone()) {
                    items.put(key, Item.ofBytes(Objects.requireNonNull(each.newImage())));
                  }
                }));
    return new TableContents(region.region(), table.name(), items, versions, "");
  }

  private static Key key(SimulatedTable table, ItemKey stored) {
    return new Key(
        table.name(),
        text(stored.partitionKey()),
        text(Objects.requireNonNull(stored.sortKey(), "simulated tables have sort keys")));
  }

  private static String text(Object value) {
    return ((AttributeValue.S) value).value();
  }

  static IndexContents index(SimulatedRegion region, SimulatedTable table) {
    List<Item> entries = new ArrayList<>();
    region.eachShard(
        shard ->
            shard.scan(
                bytes(table.index().id()),
                bytes(table.index().id() + 1),
                true,
                (key, item) -> entries.add(item)));
    return new IndexContents(region.region(), table.name(), SimulatedTable.INDEX, entries);
  }

  private static byte[] bytes(long id) {
    return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
  }
}
