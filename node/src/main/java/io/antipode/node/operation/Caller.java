package io.antipode.node.operation;

/** Who asks, as an action sees it, and what goes back beside the answer. */
public interface Caller {
  /** Access key id of the signature, empty for none. */
  String accessKeyId();

  /** Names the table that the request is about, for the metrics: one that there is. */
  default void table(String name) {}

  /** Adds a response header ({@code x-antipode-*}), before the answer. */
  default void header(String name, String value) {}
}
