package io.antipode.node.wire.http;

import io.antipode.node.wire.http.ConnectionState.Phase;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps slow, silent and half-open clients from holding what others need: bounds the time that a
 * connection of its loop may spend in a phase, and chooses which gives way where there are too many
 * or their bodies take too much. Confined to the loop; ticks each second.
 */
final class ConnectionGuard {
  private static final int MAX_DRAINING_SECONDS = 5;

  /** A request that takes longer to arrive may have to give way. */
  private static final int LATE_SECONDS = 2;

  private final HttpLimits limits;
  private final Admission admission;
  private final BodyBudget bodies;
  private final Set<HttpConnection> connections = new HashSet<>();

  ConnectionGuard(HttpLimits limits, Admission admission, BodyBudget bodies) {
    this.limits = limits;
    this.admission = admission;
    this.bodies = bodies;
  }

  void opened(HttpConnection connection) {
    if (admission.isOver()) {
      HttpConnection least = longestIn(Phase.IDLE, 0);
      if (least == null) {
        least = longestIn(Phase.READING, LATE_SECONDS);
      }
      if (least == null) {
        connection.close();
        return;
      }
      least.giveWay();
    }
    connections.add(connection);
  }

  void closed(HttpConnection connection) {
    connections.remove(connection);
  }

  /** A second has passed: closes what has overstayed, and what others are waiting for. */
  void tick() {
    boolean full = admission.isFull();
    boolean tight = bodies.isTight();
    // Closing may remove from the set at once: walk over a copy.
    for (HttpConnection connection : connections.toArray(HttpConnection[]::new)) {
      ConnectionState state = connection.state();
      state.tick();
      if (state.ticksInPhase() > maxSeconds(state.phase())) {
        connection.close();
      } else if (state.phase() == Phase.READING
          && state.ticksInPhase() >= LATE_SECONDS
          && (full || (tight && connection.holdsGrant()))) {
        connection.giveWay();
      }
    }
    if (full) {
      letIdleGiveWay();
    }
  }

  /** Connections of other ports may have nobody of their own to give way. */
  private void letIdleGiveWay() {
    for (int i = connections.size() / 8; i >= 0; i--) {
      HttpConnection idle = longestIn(Phase.IDLE, LATE_SECONDS);
      if (idle == null) {
        return;
      }
      idle.giveWay();
    }
  }

  void closeAll() {
    for (HttpConnection connection : connections.toArray(HttpConnection[]::new)) {
      connection.close();
    }
  }

  private int maxSeconds(Phase phase) {
    return switch (phase) {
      case IDLE -> limits.maxIdleSeconds();
      case READING, BLOCKED -> limits.maxRequestSeconds();
      case ANSWERING -> Integer.MAX_VALUE;
      case DRAINING -> MAX_DRAINING_SECONDS;
    };
  }

  private @Nullable HttpConnection longestIn(Phase phase, int leastTicks) {
    HttpConnection longest = null;
    for (HttpConnection connection : connections) {
      ConnectionState state = connection.state();
      if (state.phase() == phase
          && state.ticksInPhase() >= leastTicks
          && (longest == null || state.ticksInPhase() > longest.state().ticksInPhase())) {
        longest = connection;
      }
    }
    return longest;
  }
}
