package io.antipode.node.storage;

import io.antipode.replication.region.ReplicatedShard.Digest;

/** A table's part of a shard: what the catalog says of it, and its running totals. */
final class TableState {
  TableInfo info;
  long items;
  long tombstones;
  long hash;

  TableState(TableInfo info) {
    this.info = info;
  }

  Digest digest() {
    return new Digest(items, hash);
  }
}
