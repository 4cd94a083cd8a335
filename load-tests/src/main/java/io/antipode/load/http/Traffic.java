package io.antipode.load.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a load client's requests come from and its answers go. Called on the client's thread. A
 * request's bytes must stay as they are until its connection has been answered.
 */
public interface Traffic {
  /** The next operation's request, or null to send no more on this connection. */
  byte @Nullable [] next(int connection);

  /**
   * One more request of the same operation (read, modify, then write), or null where the answer
   * completes it. The operation's latency goes on.
   */
  default byte @Nullable [] followUp(int connection, Answer answer) {
    return null;
  }

  /** An operation's last answer; valid during the call. */
  default void answered(int connection, Answer answer) {}

  /** The connection broke, or the run ended, with a request in flight: its outcome is unknown. */
  default void broken(int connection) {}

  /** The kinds of operations whose latencies are told apart. */
  default List<String> kinds() {
    return List.of("all");
  }

  /** Which of {@link #kinds} the connection's operation in flight is. */
  default int kind(int connection) {
    return 0;
  }
}
