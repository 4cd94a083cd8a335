package io.antipode.node.operation;

import io.antipode.node.api.ApiException;

/** One API action. Stateless but for its dependencies; called on any event loop; must not block. */
public interface Operation {
  /** The action's name, as in {@code X-Amz-Target} after the dot. */
  String name();

  /**
   * Decodes, validates, executes and answers, now or later. May throw {@link ApiException} or
   * {@code InvalidItemException} or Jackson's {@code JacksonException} while it decodes and
   * validates; after its first hop to a shard it answers only through the call.
   */
  void handle(Call call) throws java.io.IOException;
}
