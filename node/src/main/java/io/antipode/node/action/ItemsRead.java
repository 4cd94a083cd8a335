package io.antipode.node.action;

import java.util.List;

/** What a {@link ReadItems} found. */
public sealed interface ItemsRead permits ItemsRead.Gathered, Refused {
  /**
   * What was read.
   *
   * @param reads of the first keys, in their order; fewer than were asked for where no more may be
   *     held
   * @param heldBytes to be given back to {@link HeldReads} by whoever is answered
   */
  record Gathered(List<ItemRead> reads, long heldBytes) implements ItemsRead {}
}
