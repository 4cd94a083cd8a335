package io.antipode.node.action;

import io.antipode.replication.memory.MemoryUse;
import java.util.List;

/** What a {@link ReadItems} found. */
public sealed interface ItemsRead permits ItemsRead.Gathered, Refused {
  /**
   * What was read.
   *
   * @param reads of the first keys, in their order; fewer than were asked for where no more may be
   *     held
   * @param heldBytes taken of {@link MemoryUse#READS}; to be given back by whoever is answered
   */
  record Gathered(List<ItemRead> reads, long heldBytes) implements ItemsRead {}
}
