package io.antipode.load.workload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Result.Change;
import io.antipode.node.item.Item;
import io.antipode.node.json.ItemJson;
import io.antipode.node.json.JsonIn;
import java.io.IOException;
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
    try (JsonParser parser = JsonIn.parser(body, 0, body.length)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          answer.member(table, name, parser);
        }
      }
    } catch (IOException e) {
      if (!reply.isOk()) {
        return answer;
      }
      throw new IllegalStateException("not an answer: " + new String(body, Wire.CHARSET), e);
    }
    return answer;
  }

  private void member(String table, String name, JsonParser parser) throws IOException {
    switch (name) {
      case "Item", "Attributes" -> item = ItemJson.readItem(parser);
      case "LastEvaluatedKey" -> lastKey = ItemJson.readItem(parser);
      case "NextShardIterator" -> nextShardIterator = parser.getText();
      case "__type" -> error = shortName(parser.getText());
      case "Items" -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(ItemJson.readItem(parser));
        }
      }
      case "Responses" -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(nested(parser, "Item"));
        }
      }
      case "Records" -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          changes.add(change(table, parser));
        }
      }
      case "UnprocessedItems" -> unprocessed(parser);
      default -> parser.skipChildren();
    }
  }

  /** The item of one member of an object, where it has it. */
  private static @Nullable Item nested(JsonParser parser, String wanted) throws IOException {
    Item found = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean here = parser.currentName().equals(wanted);
      parser.nextToken();
      if (here) {
        found = ItemJson.readItem(parser);
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  /** {@code {table: [{"PutRequest": {"Item": …}}, …]}}. */
  private void unprocessed(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          parser.nextToken();
          unprocessed.add(
              Objects.requireNonNull(nested(parser, "Item"), "unprocessed without Item"));
        }
      }
    }
  }

  private static Change change(String table, JsonParser parser) throws IOException {
    String name = "";
    String sequenceNumber = "";
    Item keys = null;
    Item oldImage = null;
    Item newImage = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      if (field.equals("eventName")) {
        name = parser.getText();
      } else if (field.equals("dynamodb")) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String inner = parser.currentName();
          parser.nextToken();
          switch (inner) {
            case "Keys" -> keys = ItemJson.readItem(parser);
            case "OldImage" -> oldImage = ItemJson.readItem(parser);
            case "NewImage" -> newImage = ItemJson.readItem(parser);
            case "SequenceNumber" -> sequenceNumber = parser.getText();
            default -> parser.skipChildren();
          }
        }
      } else {
        parser.skipChildren();
      }
    }
    Key key = Items.key(table, Objects.requireNonNull(keys, "a stream record without Keys"));
    return new Change(sequenceNumber, name, key, oldImage, newImage);
  }

  private static String shortName(String type) {
    return type.substring(type.indexOf('#') + 1);
  }
}
