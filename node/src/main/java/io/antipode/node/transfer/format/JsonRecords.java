package io.antipode.node.transfer.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.json.ItemJson;
import io.antipode.node.json.JsonIn;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import io.antipode.node.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Items in DynamoDB JSON, one a line: {@code {"Item":{"id":{"S":"a"}}}}. Beside its item a line may
 * have a condition, in {@code PutItem}'s members.
 */
public final class JsonRecords implements RecordReader {
  private static final byte[] ITEM = "Item".getBytes(US_ASCII);
  private static final byte[] CONDITION = "ConditionExpression".getBytes(US_ASCII);
  private static final byte[] NAMES = "ExpressionAttributeNames".getBytes(US_ASCII);
  private static final byte[] VALUES = "ExpressionAttributeValues".getBytes(US_ASCII);

  private final Lines lines;
  private final JsonReader json = new JsonReader();

  public JsonRecords(InputStream in) {
    lines = new Lines(in);
  }

  @Override
  public @Nullable ItemRecord next() throws IOException {
    while (lines.next()) {
      if (lines.isTooLong()) {
        return new ItemRecord.Broken(
            "The line is longer than " + MAX_RECORD_BYTES + " bytes, the most that a record has");
      }
      if (!lines.isBlank()) {
        return record();
      }
    }
    return null;
  }

  private ItemRecord record() {
    try {
      json.reset(lines.array(), lines.offset(), lines.length());
      json.next();
      ItemRecord record = read();
      json.next(); // nothing may follow
      return record;
    } catch (InvalidItemException refused) {
      return new ItemRecord.Broken(String.valueOf(refused.getMessage()));
    } catch (MalformedJsonException malformed) {
      return new ItemRecord.Broken("The line is not DynamoDB JSON: " + malformed.getMessage());
    }
  }

  private ItemRecord read() {
    JsonIn.requireObject(json, "Record");
    Item item = null;
    String condition = null;
    Map<String, String> names = null;
    Item values = null;
    while (json.next() == JsonToken.NAME) {
      boolean isItem = json.textEquals(ITEM);
      boolean isCondition = json.textEquals(CONDITION);
      boolean isNames = json.textEquals(NAMES);
      boolean isValues = json.textEquals(VALUES);
      json.next();
      if (isItem) {
        item = ItemJson.readItem(json);
      } else if (isCondition) {
        condition = text();
      } else if (isNames) {
        names = names();
      } else if (isValues) {
        values = ItemJson.readValues(json);
      } else {
        json.skipValue();
      }
    }
    if (item == null) {
      return new ItemRecord.Broken("The line has no member Item");
    }
    return new ItemRecord.Whole(
        item, condition == null ? null : new ItemTerms(condition, names, values));
  }

  private Map<String, String> names() {
    JsonIn.requireMap(json, "String");
    Map<String, String> names = new HashMap<>();
    while (json.next() == JsonToken.NAME) {
      String name = json.text();
      json.next();
      names.put(name, text());
    }
    return names;
  }

  private String text() {
    JsonIn.requireString(json, "String");
    return json.text();
  }
}
