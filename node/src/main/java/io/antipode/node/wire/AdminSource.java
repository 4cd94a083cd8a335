package io.antipode.node.wire;

import io.antipode.node.json.JsonOut;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the pages under {@code /_antipode/} show of a region. Called on any event loop; must not
 * block; answers once, from any thread, and hands the writer over with its answer.
 */
public interface AdminSource {
  /** Whether the region serves. */
  boolean ready();

  /** An object with regions, nodes, shards, lag, conflicts and tables. */
  void status(Consumer<JsonOut> answer);

  /** Per shard the count and digest of a table's live items; empty where there is no such table. */
  void digest(String table, Consumer<Optional<JsonOut>> answer);

  /** An object with the most recent conflicts and their losers, newest first. */
  void conflicts(Consumer<JsonOut> answer);

  /** Switches for faults, where they are enabled. */
  Optional<FaultSwitch> faults();
}
