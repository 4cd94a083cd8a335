package io.antipode.load.chaos;

import io.antipode.load.http.ControlClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What a node's status page says of its peers. */
final class PeerLag {
  private PeerLag() {}

  /**
   * Whether every peer is connected and has acknowledged every own write. What is queued does not
   * count: word of how far the log has come is always on its way, while peers write.
   */
  static boolean none(ControlClient node) {
    JsonArray peers =
        new JsonObject(node.get("/_antipode/status").body()).getJsonArray("peers", new JsonArray());
    return peers.stream()
        .map(JsonObject.class::cast)
        .allMatch(
            peer ->
                peer.getBoolean("connected")
                    && peer.getLong("lagMs") == 0
                    && peer.getLong("seeds") == 0);
  }

  /** The longest lag towards any peer, in milliseconds. */
  static long maxMs(ControlClient node) {
    JsonArray peers =
        new JsonObject(node.get("/_antipode/status").body()).getJsonArray("peers", new JsonArray());
    return peers.stream()
        .mapToLong(peer -> ((JsonObject) peer).getLong("lagMs", 0L))
        .max()
        .orElse(0);
  }
}
