package io.antipode.load.differential;

import io.antipode.load.differential.RandomRequests.Request;
import io.antipode.load.http.ControlClient;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch of statements that is refused since two of them name one item. It was refused as a whole,
 * so nothing of it may have been done; Local has done some of it by then. So that the tables stay
 * alike, Local's are made as ours.
 */
final class RefusedBatch {
  private static final String REFUSED =
      "400 ValidationException: Provided list of item keys contains duplicates";

  private static final Map<String, List<String>> KEYS =
      Map.of("plain", List.of("pk"), "sorted", List.of("pk", "sk"));

  private RefusedBatch() {}

  static boolean is(Request request, String actual) {
    return request.action().equals("BatchExecuteStatement") && actual.equals(REFUSED);
  }

  static void undo(ControlClient ours, ControlClient theirs) {
    for (String table : KEYS.keySet()) {
      Map<JsonObject, JsonObject> wanted = items(ours, table);
      Map<JsonObject, JsonObject> found = items(theirs, table);
      found.keySet().stream()
          .filter(key -> !wanted.containsKey(key))
          .forEach(key -> change(theirs, "DeleteItem", table, "Key", key));
      wanted.forEach(
          (key, item) -> {
            if (!item.equals(found.get(key))) {
              change(theirs, "PutItem", table, "Item", item);
            }
          });
    }
  }

  private static void change(
      ControlClient server, String action, String table, String member, JsonObject value) {
    server.call(action, new JsonObject().put("TableName", table).put(member, value).encode());
  }

  private static Map<JsonObject, JsonObject> items(ControlClient server, String table) {
    Map<JsonObject, JsonObject> items = new HashMap<>();
    String all = server.call("Scan", new JsonObject().put("TableName", table).encode());
    for (Object each : new JsonObject(all).getJsonArray("Items")) {
      JsonObject item = (JsonObject) each;
      JsonObject key = new JsonObject();
      KEYS.getOrDefault(table, List.of()).forEach(name -> key.put(name, item.getValue(name)));
      items.put(key, item);
    }
    return items;
  }
}
