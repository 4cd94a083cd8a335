package io.antipode.node.wire.http;

/**
 * Answers requests, each on its connection's loop. The head and the body hold until the method
 * returns; the answer may be given then or later, from any thread.
 */
public interface HttpHandler {
  void handle(HttpExchange exchange);

  /** The body is too large, or too much is under way: the answer is the connection's last. */
  void refuse(HttpExchange exchange, BodyRefusal why);

  /** Why a body is not taken. */
  enum BodyRefusal {
    TOO_LARGE,
    OVER_BUDGET
  }
}
