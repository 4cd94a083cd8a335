package io.antipode.node.wire.http;

import io.antipode.node.wire.http.ConnectionState.Phase;
import io.antipode.replication.memory.MemoryShare;
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
  private final MemoryShare bodies;
  private final MemoryShare answers;
  private final Set<HttpConnection> connections = new HashSet<>();

  ConnectionGuard(HttpLimits limits, Admission admission, MemoryShare bodies, MemoryShare answers) {
    this.limits = limits;
    this.admission = admission;
    this.bodies = bodies;
    this.answers = answers;
  }

  void opened(HttpConnection connection) {
    if (admission.isOver()) {
      HttpConnection least = leastWorth();
      if (least == null) {
        connection.close();
        return;
      }
      least.giveWay();
    }
    connections.add(connection);
  }

  /**
   * Who goes where there are too many; null where those of this loop are worth more than the new
   * one. Who has been served goes only where nobody else is there, on any loop.
   */
  private @Nullable HttpConnection leastWorth() {
    HttpConnection silent = longestIn(Phase.IDLE, 0, false);
    if (silent != null) {
      return silent;
    }
    HttpConnection late = longestIn(Phase.READING, LATE_SECONDS, null);
    boolean onlyServed = admission.silent() <= 1; // The new one is silent itself.
    return late != null || !onlyServed ? late : longestIn(Phase.IDLE, 0, true);
  }

  /** Its first request has been answered. */
  void served() {
    admission.served();
  }

  void closed(HttpConnection connection) {
    connections.remove(connection);
    if (connection.state().isServed()) {
      admission.servedClosed();
    }
  }

  /** A second has passed: closes what has overstayed, and what others are waiting for. */
  void tick() {
    boolean full = admission.isFull();
    boolean tight = bodies.isTight();
    boolean unreadTight = answers.isTight();
    // Closing may remove from the set at once: walk over a copy.
    for (HttpConnection connection : connections.toArray(HttpConnection[]::new)) {
      ConnectionState state = connection.state();
      state.tick();
      if (state.ticksInPhase() > maxSeconds(state.phase())
          || state.ticksUnread() > (unreadTight ? LATE_SECONDS : limits.maxRequestSeconds())) {
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
      HttpConnection idle = longestIn(Phase.IDLE, LATE_SECONDS, false);
      if (idle == null && admission.silent() == 0) {
        idle = longestIn(Phase.IDLE, LATE_SECONDS, true);
      }
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

  /**
   * @param served whether a request of it has been answered; null for either
   */
  private @Nullable HttpConnection longestIn(
      Phase phase, int leastTicks, @Nullable Boolean served) {
    HttpConnection longest = null;
    for (HttpConnection connection : connections) {
      ConnectionState state = connection.state();
      if (state.phase() == phase
          && (served == null || served == state.isServed())
          && state.ticksInPhase() >= leastTicks
          && (longest == null || state.ticksInPhase() > longest.state().ticksInPhase())) {
        longest = connection;
      }
    }
    return longest;
  }
}
