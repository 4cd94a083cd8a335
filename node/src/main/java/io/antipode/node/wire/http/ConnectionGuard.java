package io.antipode.node.wire.http;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps slow, silent and half-open clients from holding what others need: bounds the connections of
 * one loop and the time that each may spend in a phase. Confined to the loop; ticks each second.
 */
final class ConnectionGuard {
  private static final int MAX_DRAINING_SECONDS = 5;

  private final HttpLimits limits;
  private final int maxConnections;
  private final Set<HttpConnection> connections = new HashSet<>();

  /**
   * @param maxConnections of this loop
   */
  ConnectionGuard(HttpLimits limits, int maxConnections) {
    this.limits = limits;
    this.maxConnections = maxConnections;
  }

  void opened(HttpConnection connection) {
    if (connections.size() >= maxConnections) {
      HttpConnection longestIdle = longestIdle();
      if (longestIdle == null) {
        connection.close();
        return;
      }
      longestIdle.close();
    }
    connections.add(connection);
  }

  void closed(HttpConnection connection) {
    connections.remove(connection);
  }

  /** A second has passed: closes what has overstayed. */
  void tick() {
    // Closing may remove from the set at once: walk over a copy.
    for (HttpConnection connection : connections.toArray(HttpConnection[]::new)) {
      ConnectionState state = connection.state();
      state.tick();
      if (state.ticksInPhase() > maxSeconds(state.phase())) {
        connection.close();
      }
    }
  }

  void closeAll() {
    for (HttpConnection connection : connections.toArray(HttpConnection[]::new)) {
      connection.close();
    }
  }

  private int maxSeconds(ConnectionState.Phase phase) {
    return switch (phase) {
      case IDLE -> limits.maxIdleSeconds();
      case READING, BLOCKED -> limits.maxRequestSeconds();
      case ANSWERING -> Integer.MAX_VALUE;
      case DRAINING -> MAX_DRAINING_SECONDS;
    };
  }

  private @Nullable HttpConnection longestIdle() {
    HttpConnection longest = null;
    for (HttpConnection connection : connections) {
      ConnectionState state = connection.state();
      if (state.phase() == ConnectionState.Phase.IDLE
          && (longest == null || state.ticksInPhase() > longest.state().ticksInPhase())) {
        longest = connection;
      }
    }
    return longest;
  }
}
