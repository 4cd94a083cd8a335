package io.antipode.node.wire;

import io.vertx.core.http.HttpConnection;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps slow, silent and half-open clients from holding what others need: bounds the connections of
 * one loop and the time that each may spend in a phase. Confined to the loop; ticks each second.
 */
final class ConnectionGuard {
  private static final int MAX_DRAINING_SECONDS = 5;

  private final WireLimits limits;
  private final int maxConnections;
  private final BodyBudget answers;
  private final IdentityHashMap<HttpConnection, ConnectionState> connections =
      new IdentityHashMap<>();

  /**
   * @param maxConnections of this loop
   * @param answers gets back what a client has not read when its connection goes
   */
  ConnectionGuard(WireLimits limits, int maxConnections, BodyBudget answers) {
    this.limits = limits;
    this.answers = answers;
    this.maxConnections = maxConnections;
  }

  void opened(HttpConnection connection) {
    if (connections.size() >= maxConnections) {
      ConnectionState longestIdle = longestIdle();
      if (longestIdle == null) {
        connection.close();
        return;
      }
      longestIdle.close();
    }
    connections.put(connection, new ConnectionState(connection));
    connection.closeHandler(ignored -> closed(connection));
  }

  private void closed(HttpConnection connection) {
    ConnectionState state = connections.remove(connection);
    if (state != null) {
      answers.giveBack(state.closed());
    }
  }

  ConnectionState of(HttpConnection connection) {
    ConnectionState state = connections.get(connection);
    if (state == null) {
      state = new ConnectionState(connection);
      answers.giveBack(state.closed()); // refused, and closing
    }
    return state;
  }

  int connections() {
    return connections.size();
  }

  /** A second has passed: closes what has overstayed. */
  void tick() {
    // Closing may remove from the map at once: walk over a copy.
    for (ConnectionState state : connections.values().toArray(ConnectionState[]::new)) {
      state.tick();
      if (state.ticksInPhase() > maxSeconds(state.phase())) {
        state.close();
      }
    }
  }

  private int maxSeconds(ConnectionState.Phase phase) {
    return switch (phase) {
      case IDLE -> limits.maxIdleSeconds();
      case READING, BLOCKED -> limits.maxBodySeconds();
      case ANSWERING -> Integer.MAX_VALUE;
      case DRAINING -> MAX_DRAINING_SECONDS;
    };
  }

  private @Nullable ConnectionState longestIdle() {
    ConnectionState longest = null;
    for (ConnectionState state : connections.values()) {
      if (state.phase() == ConnectionState.Phase.IDLE
          && (longest == null || state.ticksInPhase() > longest.ticksInPhase())) {
        longest = state;
      }
    }
    return longest;
  }
}
