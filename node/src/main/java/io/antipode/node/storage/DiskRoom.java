package io.antipode.node.storage;

/** How much a shard may still write. */
public enum DiskRoom {
  PLENTY,

  /** Too little for anything that grows: deletions only, until there is room again. */
  LOW,

  /** Only what the store needs to stay alive: reads. */
  NONE
}
