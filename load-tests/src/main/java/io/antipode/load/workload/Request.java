package io.antipode.load.workload;

import io.antipode.load.history.Action;
import io.antipode.load.history.Guard;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of the API.
 *
 * @param name such as {@code PutItem}
 */
record Request(String name, byte[] body) {
  static Request of(String name, JsonOut body) {
    return new Request(name, Arrays.copyOf(body.array(), body.length()));
  }

  /** The one call that an action is; walks and streams take several and have their own classes. */
  static Request of(Action action) {
    return switch (action) {
      case Action.Put put -> put(put);
      case Action.Delete delete -> delete(delete);
      case Action.Get get ->
          of(
              "GetItem",
              keyed(get.key()).name("ConsistentRead").value(get.consistent()).endObject());
      case Action.Add add -> of("UpdateItem", add(keyed(add.key()), add.amount(), "").endObject());
      case Action.Append append -> of("UpdateItem", append(append, true).endObject());
      case Action.TransactAppend transact -> appends(transact);
      case Action.TransactRead read -> reads(read.keys());
      case Action.Transfer move -> transfer(move);
      case Action.Walk ignored -> throw new IllegalArgumentException("many calls: " + action);
      case Action.ReadStream ignored -> throw new IllegalArgumentException("many calls: " + action);
    };
  }

  private static Request put(Action.Put put) {
    JsonOut body = new JsonOut().beginObject();
    body.name("TableName").value(put.key().table());
    body.name("Item").item(put.item());
    guard(body, put.guard());
    return of("PutItem", body.name("ReturnValues").value("ALL_OLD").endObject());
  }

  private static Request delete(Action.Delete delete) {
    JsonOut body = keyed(delete.key());
    guard(body, delete.guard());
    return of("DeleteItem", body.name("ReturnValues").value("ALL_OLD").endObject());
  }

  private static void guard(JsonOut body, Guard guard) {
    switch (guard) {
      case Guard.None ignored -> {}
      case Guard.Absent ignored ->
          body.name("ConditionExpression").value("attribute_not_exists(pk)");
      case Guard.NumberIs is -> {
        body.name("ConditionExpression").value("#n = :was");
        names(body, "#n", Items.NUMBER);
        values(body, ":was", Items.number(is.number()));
      }
    }
  }

  /** Opens a body with the table and the key. */
  private static JsonOut keyed(Key key) {
    JsonOut body = new JsonOut().beginObject();
    return key(body, key);
  }

  private static JsonOut key(JsonOut body, Key key) {
    body.name("TableName").value(key.table());
    return body.name("Key").item(Items.ofKey(key));
  }

  /** Adds to {@code n}; in a transaction it answers nothing. */
  private static JsonOut add(JsonOut body, long amount, String condition) {
    body.name("UpdateExpression").value("ADD #n :amount");
    names(body, "#n", Items.NUMBER);
    values(body, ":amount", Items.number(amount));
    if (condition.isEmpty()) {
      return body.name("ReturnValues").value("ALL_NEW");
    }
    return body.name("ConditionExpression").value(condition);
  }

  private static JsonOut append(Action.Append append, boolean answers) {
    return append(keyed(append.key()), append, answers);
  }

  private static JsonOut append(JsonOut body, Action.Append append, boolean answers) {
    body.name("UpdateExpression").value("SET #l = list_append(if_not_exists(#l, :none), :more)");
    names(body, "#l", Items.LIST);
    body.name("ExpressionAttributeValues").beginObject();
    body.name(":none").attribute(new AttributeValue.L(List.of()));
    body.name(":more").attribute(new AttributeValue.L(List.of(Items.number(append.element()))));
    body.endObject();
    return answers ? body.name("ReturnValues").value("ALL_NEW") : body;
  }

  private static Request appends(Action.TransactAppend transact) {
    JsonOut body = new JsonOut().beginObject().name("TransactItems").beginArray();
    for (Action.Append append : transact.appends()) {
      body.beginObject().name("Update").beginObject();
      append(key(body, append.key()), append, false).endObject().endObject();
    }
    return of("TransactWriteItems", body.endArray().endObject());
  }

  private static Request reads(List<Key> keys) {
    JsonOut body = new JsonOut().beginObject().name("TransactItems").beginArray();
    for (Key key : keys) {
      body.beginObject().name("Get").beginObject();
      key(body, key).endObject().endObject();
    }
    return of("TransactGetItems", body.endArray().endObject());
  }

  private static Request transfer(Action.Transfer move) {
    JsonOut body = new JsonOut().beginObject().name("TransactItems").beginArray();
    body.beginObject().name("Update").beginObject();
    key(body, move.from());
    body.name("UpdateExpression").value("SET #n = #n - :amount");
    names(body, "#n", Items.NUMBER);
    values(body, ":amount", Items.number(move.amount()));
    body.name("ConditionExpression").value("#n >= :amount").endObject().endObject();
    body.beginObject().name("Update").beginObject();
    add(key(body, move.to()), move.amount(), "attribute_exists(pk)").endObject().endObject();
    return of("TransactWriteItems", body.endArray().endObject());
  }

  /** Puts to one table; at most 25. */
  static Request batch(String table, List<Item> items) {
    JsonOut body = new JsonOut().beginObject().name("RequestItems").beginObject();
    body.name(table).beginArray();
    for (Item item : items) {
      body.beginObject().name("PutRequest").beginObject().name("Item").item(item);
      body.endObject().endObject();
    }
    return of("BatchWriteItem", body.endArray().endObject().endObject());
  }

  /** A page of a walk, after the key where the last one ended. */
  static Request page(Action.Walk walk, @Nullable Item after) {
    JsonOut body = new JsonOut().beginObject().name("TableName").value(walk.table());
    if (walk.index() != null) {
      body.name("IndexName").value(walk.index());
    }
    body.name("Limit").value(walk.pageLimit());
    if (walk.consistent()) {
      body.name("ConsistentRead").value(true);
    }
    if (after != null) {
      body.name("ExclusiveStartKey").item(after);
    }
    if (walk.partition() != null) {
      body.name("KeyConditionExpression").value("#k = :k");
      names(body, "#k", walk.index() == null ? Items.PARTITION : Items.INDEX_KEY);
      values(body, ":k", new AttributeValue.S(walk.partition()));
    }
    return of(walk.partition() == null ? "Scan" : "Query", body.endObject());
  }

  private static void names(JsonOut body, String placeholder, String name) {
    body.name("ExpressionAttributeNames").beginObject().name(placeholder).value(name).endObject();
  }

  private static void values(JsonOut body, String placeholder, AttributeValue value) {
    body.name("ExpressionAttributeValues").beginObject();
    body.name(placeholder).attribute(value).endObject();
  }
}
