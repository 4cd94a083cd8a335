package io.antipode.load.workload;

import java.util.function.Consumer;

/**
 * One client's way to one region, or to one node of it: asks the DynamoDB API. Confined to the
 * run's thread.
 */
public interface Api {
  /**
   * Sends a request, once: no retries.
   *
   * @param action such as {@code PutItem}, of the database or of its streams
   * @param body a JSON document
   * @param then takes the answer on the run's thread: exactly once, or never if the process died
   *     and the run ended
   */
  void call(String action, byte[] body, Consumer<Reply> then);
}
