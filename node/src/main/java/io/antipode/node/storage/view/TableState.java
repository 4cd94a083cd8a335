package io.antipode.node.storage.view;

import io.antipode.replication.region.ReplicatedShard.Digest;

/** A table's part of a shard: what the catalog says of it, and its running totals. */
public final class TableState {
  public TableInfo info;
  public long items;
  public long tombstones;
  public long hash;

  TableState(TableInfo info) {
    this.info = info;
  }

  public Digest digest() {
    return new Digest(items, hash);
  }
}
