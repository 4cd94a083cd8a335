package io.antipode.node.operation;

/** One API action. Stateless but for its dependencies; called on any event loop; must not block. */
public interface Operation {
  /** The action's name, as in {@code X-Amz-Target} after the dot. */
  String name();

  /**
   * Decodes, validates, executes and answers, now or later. May throw what {@link
   * io.antipode.node.api.Failures} knows while it decodes and validates; after its first hop to a
   * shard it answers only through the call.
   */
  void handle(Call call) throws java.io.IOException;

  /** Handles a call; what is thrown is its answer. */
  default void serve(Call call) {
    try {
      handle(call);
    } catch (Exception | StackOverflowError failure) {
      call.fail(failure);
    }
  }
}
