package io.antipode.load.history;

import io.antipode.node.item.Item;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Actions, keys and items inside the JSON lines of a history. */
final class ActionJson {
  private ActionJson() {}

  static JsonObject encode(Action action) {
    JsonObject json = new JsonObject().put("kind", action.getClass().getSimpleName());
    return switch (action) {
      case Action.Put put ->
          json.put("key", encode(put.key()))
              .put("item", item(put.item()))
              .put("guard", guard(put.guard()));
      case Action.Delete delete ->
          json.put("key", encode(delete.key())).put("guard", guard(delete.guard()));
      case Action.Get get -> json.put("key", encode(get.key())).put("consistent", get.consistent());
      case Action.Add add -> json.put("key", encode(add.key())).put("amount", add.amount());
      case Action.Append append ->
          json.put("key", encode(append.key())).put("element", append.element());
      case Action.TransactAppend transact -> {
        JsonArray appends = new JsonArray();
        transact.appends().forEach(append -> appends.add(encode(append)));
        yield json.put("appends", appends);
      }
      case Action.TransactRead read -> {
        JsonArray keys = new JsonArray();
        read.keys().forEach(key -> keys.add(encode(key)));
        yield json.put("keys", keys);
      }
      case Action.Transfer move ->
          json.put("from", encode(move.from()))
              .put("to", encode(move.to()))
              .put("amount", move.amount());
      case Action.Walk walk ->
          json.put("table", walk.table())
              .put("index", walk.index())
              .put("partition", walk.partition())
              .put("pageLimit", walk.pageLimit())
              .put("consistent", walk.consistent());
      case Action.ReadStream read -> json.put("table", read.table()).put("shard", read.shard());
    };
  }

  static Action decode(JsonObject json) {
    return switch (json.getString("kind")) {
      case "Put" ->
          new Action.Put(
              key(json.getJsonObject("key")),
              ItemText.parse(json.getString("item")),
              guard(json.getValue("guard")));
      case "Delete" ->
          new Action.Delete(key(json.getJsonObject("key")), guard(json.getValue("guard")));
      case "Get" -> new Action.Get(key(json.getJsonObject("key")), json.getBoolean("consistent"));
      case "Add" -> new Action.Add(key(json.getJsonObject("key")), json.getLong("amount"));
      case "Append" -> append(json);
      case "TransactAppend" ->
          new Action.TransactAppend(
              json.getJsonArray("appends").stream()
                  .map(each -> append((JsonObject) each))
                  .toList());
      case "TransactRead" ->
          new Action.TransactRead(
              json.getJsonArray("keys").stream().map(each -> key((JsonObject) each)).toList());
      case "Transfer" ->
          new Action.Transfer(
              key(json.getJsonObject("from")),
              key(json.getJsonObject("to")),
              json.getLong("amount"));
      case "Walk" ->
          new Action.Walk(
              json.getString("table"),
              json.getString("index"),
              json.getString("partition"),
              json.getInteger("pageLimit"),
              json.getBoolean("consistent"));
      case "ReadStream" -> new Action.ReadStream(json.getString("table"), json.getString("shard"));
      case String other -> throw new IllegalArgumentException("no action: " + other);
    };
  }

  private static Action.Append append(JsonObject json) {
    return new Action.Append(key(json.getJsonObject("key")), json.getLong("element"));
  }

  static JsonObject encode(Key key) {
    return new JsonObject()
        .put("table", key.table())
        .put("pk", key.partition())
        .put("sk", key.sort());
  }

  static Key key(JsonObject json) {
    return new Key(json.getString("table"), json.getString("pk"), json.getString("sk"));
  }

  static @Nullable String item(@Nullable Item item) {
    return item == null ? null : ItemText.of(item);
  }

  static @Nullable Item itemOrNull(@Nullable String json) {
    return json == null ? null : ItemText.parse(json);
  }

  /** A guard is nothing, {@code "absent"} or the number that it expects. */
  private static @Nullable Object guard(Guard guard) {
    return switch (guard) {
      case Guard.None ignored -> null;
      case Guard.Absent ignored -> "absent";
      case Guard.NumberIs is -> is.number();
    };
  }

  private static Guard guard(@Nullable Object json) {
    return switch (json) {
      case null -> Guard.NONE;
      case Number number -> new Guard.NumberIs(number.longValue());
      default -> Guard.ABSENT;
    };
  }
}
