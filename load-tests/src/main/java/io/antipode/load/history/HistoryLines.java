package io.antipode.load.history;

import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Item;
import io.antipode.replication.clock.Version;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Operations as JSON lines, one each, so that a report can show the offending part of a history and
 * a checker can be run on it again.
 */
public final class HistoryLines {
  private HistoryLines() {}

  /** One line an operation, each ended by a newline. */
  public static String write(List<Op> ops) {
    StringBuilder lines = new StringBuilder();
    ops.forEach(op -> lines.append(encode(op).encode()).append('\n'));
    return lines.toString();
  }

  /** Throws {@link IllegalArgumentException} where a line is no operation. */
  public static List<Op> read(String lines) {
    List<Op> ops = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      if (!line.isBlank()) {
        ops.add(decode(line));
      }
    }
    return ops;
  }

  private static JsonObject encode(Op op) {
    JsonObject json =
        new JsonObject()
            .put("id", op.id())
            .put("process", op.process())
            .put("region", op.region().name())
            .put("action", ActionJson.encode(op.action()))
            .put("invokedNs", op.invokedNs());
    if (op.returnedNs() != Op.NEVER) {
      json.put("returnedNs", op.returnedNs());
    }
    json.put("outcome", op.outcome().name());
    if (!op.error().isEmpty()) {
      json.put("error", op.error());
    }
    if (!op.result().equals(Result.NOTHING)) {
      json.put("result", encode(op.result()));
    }
    return op.version() == null ? json : json.put("version", op.version().toString());
  }

  private static Op decode(String line) {
    try {
      JsonObject json = new JsonObject(line);
      JsonObject result = json.getJsonObject("result");
      return new Op(
          json.getInteger("id"),
          json.getInteger("process"),
          new Region(json.getString("region")),
          ActionJson.decode(json.getJsonObject("action")),
          json.getLong("invokedNs"),
          json.getLong("returnedNs", Op.NEVER),
          Outcome.valueOf(json.getString("outcome")),
          json.getString("error", ""),
          result == null ? Result.NOTHING : decodeResult(result),
          version(json.getString("version")));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not an operation: " + line, e);
    }
  }

  /** Reads {@code HLC:REGION}, the form of the header {@code x-antipode-version}. */
  public static @Nullable Version version(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int colon = text.indexOf(':');
    return new Version(
        Long.parseLong(text.substring(0, colon)), new Region(text.substring(colon + 1)));
  }

  private static JsonObject encode(Result result) {
    JsonObject json = new JsonObject().put("kind", result.getClass().getSimpleName());
    return switch (result) {
      case Result.Nothing ignored -> json;
      case Result.Refused ignored -> json;
      case Result.Found found -> json.put("item", ActionJson.item(found.item()));
      case Result.Before before -> json.put("item", ActionJson.item(before.item()));
      case Result.After after -> json.put("item", ActionJson.item(after.item()));
      case Result.FoundAll found -> json.put("items", items(found.items()));
      case Result.Shown shown -> json.put("items", items(shown.items()));
      case Result.Changes changes -> {
        JsonArray records = new JsonArray();
        changes.changes().forEach(change -> records.add(encode(change)));
        yield json.put("changes", records);
      }
    };
  }

  private static Result decodeResult(JsonObject json) {
    return switch (json.getString("kind")) {
      case "Nothing" -> Result.NOTHING;
      case "Refused" -> new Result.Refused();
      case "Found" -> new Result.Found(ActionJson.itemOrNull(json.getString("item")));
      case "Before" -> new Result.Before(ActionJson.itemOrNull(json.getString("item")));
      case "After" -> new Result.After(ItemText.parse(json.getString("item")));
      case "FoundAll" -> {
        List<@Nullable Item> items = new ArrayList<>();
        json.getJsonArray("items").forEach(item -> items.add(ActionJson.itemOrNull((String) item)));
        yield new Result.FoundAll(items);
      }
      case "Shown" ->
          new Result.Shown(
              json.getJsonArray("items").stream()
                  .map(item -> ItemText.parse((String) item))
                  .toList());
      case "Changes" ->
          new Result.Changes(
              json.getJsonArray("changes").stream()
                  .map(change -> decodeChange((JsonObject) change))
                  .toList());
      case String other -> throw new IllegalArgumentException("no result: " + other);
    };
  }

  private static JsonArray items(List<? extends @Nullable Item> items) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(ActionJson.item(item)));
    return array;
  }

  private static JsonObject encode(Result.Change change) {
    return new JsonObject()
        .put("sequenceNumber", change.sequenceNumber())
        .put("name", change.name())
        .put("key", ActionJson.encode(change.key()))
        .put("old", ActionJson.item(change.oldImage()))
        .put("new", ActionJson.item(change.newImage()))
        .put("byService", change.byService())
        .put("atSeconds", change.atSeconds());
  }

  private static Result.Change decodeChange(JsonObject json) {
    return new Result.Change(
        json.getString("sequenceNumber"),
        json.getString("name"),
        ActionJson.key(Objects.requireNonNull(json.getJsonObject("key"))),
        ActionJson.itemOrNull(json.getString("old")),
        ActionJson.itemOrNull(json.getString("new")),
        json.getBoolean("byService", false),
        json.getLong("atSeconds", 0L));
  }
}
