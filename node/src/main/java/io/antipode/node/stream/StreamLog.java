package io.antipode.node.stream;

import io.antipode.replication.mutation.Mutation;

/**
 * The committed part of one shard's log, as streams read it. Positions are dense and begin at 1.
 * Every method runs on the shard's event loop.
 */
public interface StreamLog {
  /** The oldest position that can still be read. */
  long firstPosition();

  /** One past the newest committed position. */
  long nextPosition();

  /**
   * Visits committed mutations in order.
   *
   * @param from the first position, at least {@link #firstPosition}
   * @param maxBytes stop after about this many bytes
   */
  Read read(long from, int maxBytes, Visitor visitor);

  /** Takes one mutation. */
  interface Visitor {
    /**
     * @return whether it was taken and there may be more; false leaves it for the next read
     */
    boolean visit(long position, Mutation mutation);
  }

  /**
   * The end of a read.
   *
   * @param nextPosition where to go on
   * @param caughtUp nothing committed remains
   */
  record Read(long nextPosition, boolean caughtUp) {}
}
