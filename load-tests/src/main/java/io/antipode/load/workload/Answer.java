package io.antipode.load.workload;

import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Result.Change;
import io.antipode.node.item.Item;
import io.antipode.node.json.ItemJson;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import io.antipode.node.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the API's answers that workloads look at; items go straight to canonical bytes. Any
 * field may be missing.
 */
final class Answer {
  /** {@code Item} or {@code Attributes}. */
  @Nullable Item item;

  /** {@code Items}; of TransactGetItems {@code Responses}, with null for none. */
  final List<@Nullable Item> items = new ArrayList<>();

  /** {@code LastEvaluatedKey}. */
  @Nullable Item lastKey;

  /** {@code UnprocessedItems} that are puts. */
  final List<Item> unprocessed = new ArrayList<>();

  /** {@code Records}. */
  final List<Change> changes = new ArrayList<>();

  @Nullable String nextShardIterator;

  /** The error's short name, empty for none. */
  String error = "";

  private Answer() {}

  /**
   * Reads an answer; throws {@link IllegalStateException} where a success is no answer of
   * DynamoDB's. What stands in an error's place may be from a proxy, so anything goes.
   *
   * @param table whose items they are, for the keys of stream records
   */
  static Answer read(String table, Reply reply) {
    Answer answer = new Answer();
    byte[] body = reply.body();
    JsonReader json = new JsonReader().reset(body, 0, body.length);
    try {
      if (json.next() == JsonToken.BEGIN_OBJECT) {
        while (json.next() == JsonToken.NAME) {
          String name = json.text();
          json.next();
          answer.member(table, name, json);
        }
      }
    } catch (MalformedJsonException e) {
      if (!reply.isOk()) {
        return answer;
      }
      throw new IllegalStateException("not an answer: " + new String(body, Wire.CHARSET), e);
    }
    return answer;
  }

  private void member(String table, String name, JsonReader json) {
    switch (name) {
      case "Item", "Attributes" -> item = ItemJson.readItem(json);
      case "LastEvaluatedKey" -> lastKey = ItemJson.readItem(json);
      case "NextShardIterator" -> nextShardIterator = json.text();
      case "__type" -> error = shortName(json.text());
      case "Items" -> {
        while (json.next() != JsonToken.END_ARRAY) {
          items.add(ItemJson.readItem(json));
        }
      }
      case "Responses" -> {
        while (json.next() != JsonToken.END_ARRAY) {
          items.add(nested(json, "Item"));
        }
      }
      case "Records" -> {
        while (json.next() != JsonToken.END_ARRAY) {
          changes.add(change(table, json));
        }
      }
      case "UnprocessedItems" -> unprocessed(json);
      default -> json.skipValue();
    }
  }

  /** The item of one member of an object, where it has it. */
  private static @Nullable Item nested(JsonReader json, String wanted) {
    Item found = null;
    while (json.next() == JsonToken.NAME) {
      boolean here = json.text().equals(wanted);
      json.next();
      if (here) {
        found = ItemJson.readItem(json);
      } else {
        json.skipValue();
      }
    }
    return found;
  }

  /** {@code {table: [{"PutRequest": {"Item": …}}, …]}}. */
  private void unprocessed(JsonReader json) {
    while (json.next() == JsonToken.NAME) {
      json.next();
      while (json.next() != JsonToken.END_ARRAY) {
        while (json.next() == JsonToken.NAME) {
          json.next();
          unprocessed.add(Objects.requireNonNull(nested(json, "Item"), "unprocessed without Item"));
        }
      }
    }
  }

  private static Change change(String table, JsonReader json) {
    String name = "";
    String sequenceNumber = "";
    Item keys = null;
    Item oldImage = null;
    Item newImage = null;
    boolean byService = false;
    long atSeconds = 0;
    while (json.next() == JsonToken.NAME) {
      String field = json.text();
      json.next();
      if (field.equals("eventName")) {
        name = json.text();
      } else if (field.equals("userIdentity")) {
        byService = true;
        json.skipValue();
      } else if (field.equals("dynamodb")) {
        while (json.next() == JsonToken.NAME) {
          String inner = json.text();
          json.next();
          switch (inner) {
            case "Keys" -> keys = ItemJson.readItem(json);
            case "OldImage" -> oldImage = ItemJson.readItem(json);
            case "NewImage" -> newImage = ItemJson.readItem(json);
            case "SequenceNumber" -> sequenceNumber = json.text();
            case "ApproximateCreationDateTime" -> atSeconds = json.longValue();
            default -> json.skipValue();
          }
        }
      } else {
        json.skipValue();
      }
    }
    Key key = Items.key(table, Objects.requireNonNull(keys, "a stream record without Keys"));
    return new Change(sequenceNumber, name, key, oldImage, newImage, byService, atSeconds);
  }

  private static String shortName(String type) {
    return type.substring(type.indexOf('#') + 1);
  }
}
