package io.antipode.node.operation.query;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks, one question after the other, which may be answered at once or later, on another loop:
 * whichever ends second, the asking or the answer to it, goes on. So a thousand answers at once are
 * a loop, and not a thousand calls deep.
 *
 * <p>What a subclass keeps belongs to whoever goes on.
 */
abstract class Turns {
  private final AtomicBoolean firstHasEnded = new AtomicBoolean();

  /** Asks one question. */
  abstract void ask();

  /** Begins to ask. */
  final void go() {
    do {
      ask();
    } while (isSecond());
  }

  /** The question has been answered, and there is another. */
  final void goOn() {
    if (isSecond()) {
      go();
    }
  }

  private boolean isSecond() {
    if (firstHasEnded.compareAndSet(false, true)) {
      return false;
    }
    firstHasEnded.set(false);
    return true;
  }
}
