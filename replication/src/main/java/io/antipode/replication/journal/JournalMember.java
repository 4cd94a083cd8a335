package io.antipode.replication.journal;

import io.antipode.replication.loop.EventLoop;

/**
 * Whoever puts what it writes to its files into a node's journal too: a shard. Called back on its
 * own loop.
 */
public interface JournalMember {
  EventLoop loop();

  /** Everything put before {@link SyncJournal.Seat#sync} was called with this stamp is durable. */
  void durable(long stamp);

  /**
   * Makes what it has written to its files durable there, and calls back, on its loop, once it is;
   * never where that fails.
   */
  void release(Runnable released);

  /** The journal could not be written: nothing more becomes durable by it. */
  void failed(Exception cause);
}
