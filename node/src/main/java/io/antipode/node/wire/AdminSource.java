package io.antipode.node.wire;

import io.antipode.node.json.JsonOut;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the pages under {@code /_antipode/} show of a region. Called on any event loop; must not
 * block. An answer comes from any thread, its writer handed over with it, or fails where a shard
 * can't tell: then the page says that, and not something that looks like an answer.
 */
public interface AdminSource {
  CompletionStage<Readiness> ready();

  /**
   * Whether clients are served.
   *
   * @param serving whether every shard of the region serves
   * @param writesRefused why writes are refused though reads are served; empty where they are taken
   */
  record Readiness(boolean serving, String writesRefused) {}

  /** An object with regions, nodes, shards, lag, conflicts and tables. */
  CompletionStage<JsonOut> status();

  /** Per shard the count and digest of a table's live items; empty where there is no such table. */
  CompletionStage<Optional<JsonOut>> digest(String table);

  /**
   * An object with the keys of a table that were used most in the last minutes, as far as
   * Contributor Insights are on; empty where there is no such table.
   */
  CompletionStage<Optional<JsonOut>> insights(String table);

  /** An object with the most recent conflicts and their losers, newest first. */
  CompletionStage<JsonOut> conflicts();

  /** Switches for faults, where they are enabled. */
  Optional<FaultSwitch> faults();
}
