package io.antipode.node.wire;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * How far one connection is with its current request. Confined to its loop. Time is counted in the
 * guard's ticks, so that a request never reads a clock for it.
 *
 * <pre>
 *  IDLE ──head read──► READING ──body complete──► ANSWERING ──answered──► IDLE
 *                         │                          ▲
 *                         ├──earlier answers unread──► BLOCKED
 *                         └──body refused──► DRAINING ──► closed
 * </pre>
 */
final class ConnectionState {
  enum Phase {
    /** Nothing asked; perhaps the head of a request is trickling in. */
    IDLE,
    READING,
    /** The client does not read its answers. */
    BLOCKED,
    ANSWERING,
    /** A body was refused and the rest of it is thrown away. */
    DRAINING
  }

  private final HttpConnection connection;
  private Phase phase = Phase.IDLE;
  private int ticksInPhase;

  /** Of large answers that this client has yet to read; taken from the budget of answers. */
  private long unreadBytes;

  private boolean closed;

  ConnectionState(HttpConnection connection) {
    this.connection = connection;
  }

  /** A large answer, whose bytes the budget has granted, is on its way; false where it can't be. */
  boolean beginAnswer(long bytes) {
    if (!closed) {
      unreadBytes += bytes;
    }
    return !closed;
  }

  /** The answer has left this process, or never will; true where the bytes are to be given back. */
  boolean endAnswer(long bytes) {
    if (!closed) {
      unreadBytes -= bytes;
    }
    return !closed;
  }

  /** The connection has gone; returns the bytes that are to be given back. */
  long closed() {
    long bytes = unreadBytes;
    closed = true;
    unreadBytes = 0;
    return bytes;
  }

  void enter(Phase next) {
    phase = next;
    ticksInPhase = 0;
  }

  Phase phase() {
    return phase;
  }

  int ticksInPhase() {
    return ticksInPhase;
  }

  void tick() {
    ticksInPhase++;
  }

  /** Closes once what was answered is on its way. */
  void closeAfterAnswer() {
    connection.close();
  }

  /**
   * Closes at once. Vert.x's own close waits for answers to be read, which a client that never
   * reads would turn into never.
   */
  void close() {
    if (connection instanceof ConnectionBase base) {
      var unused = base.channelHandlerContext().pipeline().firstContext().close();
    } else {
      connection.close();
    }
  }
}
