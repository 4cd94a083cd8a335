package io.antipode.node.wire.http;

/**
 * How far one connection is with its current request. Confined to its loop. Time is counted in the
 * guard's ticks, so that a request never reads a clock for it.
 *
 * <pre>
 *  IDLE ──first byte──► READING ──body complete──► ANSWERING ──answered──► IDLE
 *    │                     └──refused──► DRAINING ──► closed
 *    └──earlier answers unread──► BLOCKED ──read──► IDLE
 * </pre>
 */
final class ConnectionState {
  enum Phase {
    /** Nothing asked. */
    IDLE,
    READING,
    /** The client does not read its answers: nothing more is taken from it until it does. */
    BLOCKED,
    ANSWERING,
    /** A request was refused; whatever the client still sends is thrown away. */
    DRAINING
  }

  private Phase phase = Phase.IDLE;
  private int ticksInPhase;

  /** Of large answers that this client has yet to read; taken from the budget of answers. */
  private long unreadBytes;

  /** Since the last answer of those left this process. */
  private int ticksUnread;

  private boolean served;
  private boolean closed;

  void enter(Phase next) {
    phase = next;
    ticksInPhase = 0;
  }

  Phase phase() {
    return phase;
  }

  /** Whether the next bytes are to be looked at. */
  boolean mayRead() {
    return !closed && (phase == Phase.IDLE || phase == Phase.READING);
  }

  int ticksInPhase() {
    return ticksInPhase;
  }

  void tick() {
    ticksInPhase++;
    ticksUnread = unreadBytes == 0 ? 0 : ticksUnread + 1;
  }

  /** For how long it has had large answers to read, and has read none of them. */
  int ticksUnread() {
    return ticksUnread;
  }

  /** Whether a request of it has been answered: those who only connect are worth less. */
  boolean isServed() {
    return served;
  }

  void served() {
    served = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** A large answer, whose bytes the budget has granted, is on its way. */
  void beginAnswer(long bytes) {
    unreadBytes += bytes;
  }

  /** The answer has left this process, or never will; true where the bytes are to be given back. */
  boolean endAnswer(long bytes) {
    if (!closed) {
      unreadBytes -= bytes;
      ticksUnread = 0;
    }
    return !closed;
  }

  /** The connection has gone; returns the bytes that are to be given back. */
  long close() {
    long bytes = unreadBytes;
    closed = true;
    unreadBytes = 0;
    return bytes;
  }
}
