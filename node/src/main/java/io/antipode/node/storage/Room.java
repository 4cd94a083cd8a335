package io.antipode.node.storage;

import io.antipode.replication.mutation.Mutation;

/** How much a shard may still write. */
public enum Room {
  PLENTY,

  /** Too little for anything that grows: deletions only, until there is room again. */
  LOW,

  /** Only what the store needs to stay alive: reads. */
  NONE;

  /** The scarcer one. */
  Room and(Room other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Whether another region's mutation may be written; one that is not is offered again. */
  boolean admits(Mutation mutation) {
    return switch (this) {
      case PLENTY -> true;
      case LOW -> mutation.isTombstone();
      case NONE -> false;
    };
  }
}
