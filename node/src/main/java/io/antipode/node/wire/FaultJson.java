package io.antipode.node.wire;

import io.antipode.cluster.topology.Region;
import io.antipode.node.json.JsonIn;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import io.antipode.node.json.MalformedJsonException;
import io.antipode.node.wire.FaultSwitch.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Faults as JSON.
 *
 * <pre>
 *  {"link": {"from": "us-east-1", "to": "eu-west-1", "oneWay": false}, "cut": true}
 *  {"link": {…}, "delayMs": 100, "jitterMs": 20}
 *  {"link": {…}, "reorder": 0.1}
 *  {"clock": {"region": "us-east-1"}, "skewMs": -300}
 *  {"heal": true}
 * </pre>
 *
 * Without {@code oneWay} a link's fault is of both directions. {@code skewMs} may stand inside
 * {@code clock}; {@code reorder} may be {@code true} or {@code false}.
 */
final class FaultJson {
  /** What {@code "reorder": true} means. */
  private static final double REORDERED = 0.1;

  private FaultJson() {}

  /**
   * Carries out the request; throws {@link IllegalArgumentException} for one that makes no sense.
   */
  static void apply(JsonReader json, FaultSwitch faults) {
    Map<String, String> fields = new HashMap<>();
    json.next();
    JsonIn.requireObject(json, "Fault");
    flatten(json, "", fields);
    if (flag(fields, "heal")) {
      faults.clear();
      return;
    }
    List<Fault> requested = faults(fields);
    if (requested.isEmpty()) {
      throw new IllegalArgumentException(
          "say what to disturb: a link with cut, delayMs or reorder, or a clock with skewMs");
    }
    requested.forEach(faults::apply);
  }

  private static List<Fault> faults(Map<String, String> fields) {
    List<Fault> faults = new ArrayList<>();
    if (fields.containsKey("link.from") || fields.containsKey("link.to")) {
      Region from = region(fields, "link.from");
      Region to = region(fields, "link.to");
      addLink(fields, from, to, faults);
      if (!flag(fields, "link.oneWay")) {
        addLink(fields, to, from, faults);
      }
    }
    if (fields.containsKey("clock.region")) {
      String key = fields.containsKey("skewMs") ? "skewMs" : "clock.skewMs";
      faults.add(new Fault.Skew(region(fields, "clock.region"), number(fields, key)));
    }
    return faults;
  }

  private static void addLink(
      Map<String, String> fields, Region from, Region to, List<Fault> faults) {
    if (fields.containsKey("cut")) {
      faults.add(new Fault.Cut(from, to, flag(fields, "cut")));
    }
    if (fields.containsKey("delayMs")) {
      long jitterMs = fields.containsKey("jitterMs") ? number(fields, "jitterMs") : 0;
      faults.add(new Fault.Delay(from, to, number(fields, "delayMs"), jitterMs));
    }
    String reorder = fields.get("reorder");
    if (reorder != null) {
      double probability =
          switch (reorder) {
            case "true" -> REORDERED;
            case "false" -> 0;
            default -> Double.parseDouble(reorder);
          };
      faults.add(new Fault.Reorder(from, to, probability));
    }
  }

  /** Scalars by path, {@code link.from}; the reader stands on the object's first token. */
  private static void flatten(JsonReader json, String prefix, Map<String, String> fields) {
    while (json.next() == JsonToken.NAME) {
      String path = prefix + json.text();
      JsonToken token = json.next();
      switch (token) {
        case STRING, NUMBER -> fields.put(path, json.text());
        case TRUE, FALSE -> fields.put(path, String.valueOf(token == JsonToken.TRUE));
        case NULL -> {}
        case BEGIN_OBJECT, BEGIN_ARRAY, END_OBJECT, END_ARRAY, NAME, END -> {
          if (token != JsonToken.BEGIN_OBJECT || !prefix.isEmpty()) {
            throw new MalformedJsonException("not expected at " + path);
          }
          flatten(json, path + ".", fields);
        }
      }
    }
  }

  private static boolean flag(Map<String, String> fields, String path) {
    return "true".equals(fields.get(path));
  }

  private static long number(Map<String, String> fields, String path) {
    String text = fields.get(path);
    if (text == null) {
      throw new IllegalArgumentException("missing: " + path);
    }
    return Long.parseLong(text);
  }

  private static Region region(Map<String, String> fields, String path) {
    String text = fields.get(path);
    if (text == null) {
      throw new IllegalArgumentException("missing: " + path);
    }
    return new Region(text);
  }

  /** The faults as they stand: {@code {"faults": […]}}. */
  static void write(List<Fault> faults, JsonOut out) {
    out.beginObject().name("faults").beginArray();
    for (Fault fault : faults) {
      out.beginObject();
      switch (fault) {
        case Fault.Cut(var from, var to, boolean cut) -> link(from, to, out).name("cut").value(cut);
        case Fault.Delay(var from, var to, long delayMs, long jitterMs) ->
            link(from, to, out).name("delayMs").value(delayMs).name("jitterMs").value(jitterMs);
        case Fault.Reorder(var from, var to, double probability) ->
            link(from, to, out).name("reorder").value(probability);
        case Fault.Skew(var region, long skewMs) ->
            out.name("clock")
                .beginObject()
                .name("region")
                .value(region.name())
                .endObject()
                .name("skewMs")
                .value(skewMs);
      }
      out.endObject();
    }
    out.endArray().endObject();
  }

  private static JsonOut link(Region from, Region to, JsonOut out) {
    out.name("link").beginObject().name("from").value(from.name()).name("to").value(to.name());
    return out.name("oneWay").value(true).endObject();
  }
}
