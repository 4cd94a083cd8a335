package io.antipode.replication.memory;

import java.util.Locale;

/** What memory is held for, where clients and peers decide how much of it. */
public enum MemoryUse {
  /** Bytes of requests, from their arrival to their answer. */
  REQUESTS(6),

  /** Answers that wait for their clients to read them. */
  ANSWERS(6),

  /** Items that were read for answers which wait for more of them. */
  READS(10),

  /** Writes on their way into the logs, with what they replace. */
  WRITES(10),

  /** Frames that peers have yet to send whole, or have yet to read. */
  FRAMES(10),

  /** The newest records of the logs, kept for whoever reads them next; a part for each shard. */
  TAILS(12),

  /** Losers of conflicts, kept to be shown; a part for each shard. */
  CONFLICTS(32),

  /** The order of keys. Outside the heap. */
  KEYS(0);

  /** The part of the heap that it may take, as a divisor; 0 for what lies outside the heap. */
  final int heapPart;

  MemoryUse(int heapPart) {
    this.heapPart = heapPart;
  }

  /** For pages and meters. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
