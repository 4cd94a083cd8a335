package io.antipode.load.chaos;

import io.antipode.load.http.ControlClient;
import io.antipode.load.supervisor.RealCluster;
import io.antipode.load.supervisor.RealNode;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether all regions hold the same, by the digests that nodes tell. Blocking; any thread. */
final class Convergence {
  private static final int POLL_MS = 200;

  /**
   * What was seen last.
   *
   * @param afterMs from the beginning of the wait
   * @param differing what is not equal: a table with each region's items and hash per shard
   */
  record State(boolean equal, long afterMs, List<String> differing) {}

  private Convergence() {}

  /** Polls until all digests are equal, or time is up. */
  static State await(RealCluster cluster, List<String> tables, long timeoutMs)
      throws InterruptedException {
    long startNs = System.nanoTime();
    while (true) {
      List<String> differing = differing(cluster, tables);
      long afterMs = (System.nanoTime() - startNs) / 1_000_000;
      if (differing.isEmpty() || afterMs > timeoutMs) {
        return new State(differing.isEmpty(), afterMs, differing);
      }
      Thread.sleep(POLL_MS);
    }
  }

  private static List<String> differing(RealCluster cluster, List<String> tables) {
    List<String> differing = new ArrayList<>();
    for (String table : tables) {
      Map<String, String> digests = new TreeMap<>();
      for (RealNode node : cluster.nodes()) {
        digests.put(node.name().toString(), digest(node.control(), table));
      }
      if (digests.values().stream().distinct().count() != 1 || digests.containsValue(NOT_THERE)) {
        differing.add(table + ": " + digests);
      }
    }
    return differing;
  }

  private static final String NOT_THERE = "not there";

  private static String digest(ControlClient node, String table) {
    try {
      ControlClient.Answer answer = node.get("/_antipode/digest/" + table);
      return answer.status() == 200
          ? new JsonObject(answer.body()).getJsonArray("shards").encode()
          : NOT_THERE;
    } catch (UncheckedIOException e) {
      return NOT_THERE;
    }
  }
}
