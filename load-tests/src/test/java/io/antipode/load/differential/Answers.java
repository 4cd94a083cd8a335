package io.antipode.load.differential;

import io.antipode.load.http.ControlClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Brings two servers' answers to a common form. */
final class Answers {
  /** Members that list items: of queries and scans, and of batches by table. */
  private static final List<String> ITEM_LISTS = List.of("Items", "plain", "sorted");

  /** Members that have no order; capacity is told by table. */
  private static final List<String> SETS = List.of("SS", "NS", "BS", "ConsumedCapacity");

  private Answers() {}

  /**
   * Status and body; sets sorted, error types without namespace but with the reasons of a
   * transaction, items in no order unless {@code ordered}.
   */
  static String normal(ControlClient.Answer answer, boolean ordered) {
    JsonObject body = answer.body().isEmpty() ? new JsonObject() : new JsonObject(answer.body());
    if (answer.status() != 200) {
      String type = body.getString("__type", "");
      Object message = body.getValue("message", body.getValue("Message"));
      String error = answer.status() + " " + type.substring(type.indexOf('#') + 1) + ": " + message;
      Object reasons = body.getValue("CancellationReasons");
      return reasons == null ? error : error + " " + normal(reasons, "", true);
    }
    return "200 " + normal(body, "", ordered);
  }

  private static String normal(Object value, String name, boolean ordered) {
    return switch (value) {
      case JsonObject object -> {
        Map<String, String> members = new TreeMap<>();
        object.forEach(
            entry ->
                members.put(entry.getKey(), normal(entry.getValue(), entry.getKey(), ordered)));
        yield members.toString();
      }
      case JsonArray array -> {
        List<String> elements =
            array.stream()
                .map(each -> normal(each, name.equals("NS") ? "N" : "", ordered))
                .toList();
        boolean unordered = SETS.contains(name) || (ITEM_LISTS.contains(name) && !ordered);
        yield (unordered ? elements.stream().sorted(Comparator.naturalOrder()) : elements.stream())
            .collect(Collectors.joining(", ", "[", "]"));
      }
      // Local gives back nested numbers as they were written; AWS normalises all.
      case String number when name.equals("N") ->
          new BigDecimal(number).stripTrailingZeros().toPlainString();
      case null -> "null";
      default -> value.toString();
    };
  }
}
