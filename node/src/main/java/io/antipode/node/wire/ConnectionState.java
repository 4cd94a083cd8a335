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

  ConnectionState(HttpConnection connection) {
    this.connection = connection;
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
