package io.antipode.node.operation;

/** Who asks, as an action sees it, and what goes back beside the answer. */
public interface Caller {
  /** Access key id of the signature, empty for none. */
  String accessKeyId();

  /**
   * Host and port under which the client knows us: a region has a port of its own and one that it
   * shares. Asked before the action hops to a shard.
   *
   * @param own what this region would say of itself
   */
  default String endpoint(String own) {
    return own;
  }

  /** Names the table that the request is about, for the metrics: one that there is. */
  default void table(String name) {}

  /** Adds a response header ({@code x-antipode-*}), before the answer. */
  default void header(String name, String value) {}
}
