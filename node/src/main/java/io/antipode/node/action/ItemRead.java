package io.antipode.node.action;

import io.antipode.node.item.Item;
import io.antipode.replication.clock.Version;

/** What a {@link ReadItem} found. */
public sealed interface ItemRead permits ItemRead.Found, ItemRead.Absent, Refused {
  /** The item as committed, and the version of the write that it came with. */
  record Found(Version version, Item item) implements ItemRead {}

  /** There is no such item. */
  record Absent() implements ItemRead {
    static final Absent INSTANCE = new Absent();
  }
}
