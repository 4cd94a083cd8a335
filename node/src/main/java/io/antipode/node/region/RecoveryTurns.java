package io.antipode.node.region;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets only as many shards of a process recover at once as bring it forward. Recovery is the first
 * thing that a process does, in code that the JVM has yet to compile: until one shard is through,
 * one core is left to the compiler, or else all shards crawl through their items uncompiled. From
 * then on there is one shard for each core. Any thread.
 */
public final class RecoveryTurns {
  private final Semaphore turns;
  private final AtomicBoolean compiled = new AtomicBoolean();

  /**
   * @param cores at least 1
   */
  public RecoveryTurns(int cores) {
    turns = new Semaphore(Math.max(1, cores - 1));
    compiled.set(cores == 1);
  }

  /** Does the work in its turn; blocks before that. */
  <T> T inTurn(Callable<T> work) throws Exception {
    turns.acquire();
    try {
      return work.call();
    } finally {
      turns.release(compiled.getAndSet(true) ? 1 : 2);
    }
  }
}
