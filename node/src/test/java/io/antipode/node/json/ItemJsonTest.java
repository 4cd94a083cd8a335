package io.antipode.node.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ItemJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":{\"S\":\"x\"}}",
        "{\"a\":{\"S\":\"\"},\"b\":{\"N\":\"-1.5\"},\"c\":{\"B\":\"AQID\"},\"d\":{\"B\":\"\"}}",
        "{\"a\":{\"BOOL\":true},\"b\":{\"BOOL\":false},\"c\":{\"NULL\":true}}",
        "{\"a\":{\"SS\":[\"x\",\"y\"]},\"b\":{\"NS\":[\"-1\",\"2\"]},\"c\":{\"BS\":[\"AQ==\",\"Ag==\"]}}",
        "{\"a\":{\"L\":[{\"S\":\"x\"},{\"L\":[]},{\"SS\":[\"y\"]},{\"M\":{}},{\"N\":\"1\"}]}}",
        "{\"a\":{\"M\":{\"b\":{\"M\":{\"c\":{\"NULL\":true}}},\"d\":{\"S\":\"e\"}}},\"z\":{\"S\":\"z\"}}",
        "{\"a\":{\"S\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f\"}}",
        "{\"naïve \\\" name\":{\"S\":\"żółw 海 \uD83D\uDE00\"}}",
      })
  void anItemInCanonicalOrderComesBackAsItWas(String json) {
    assertEquals(json, print(read(json)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"S\":5}|NUMBER_VALUE cannot be converted to String",
        "{\"S\":5.5}|DECIMAL_VALUE cannot be converted to String",
        "{\"N\":5}|NUMBER_VALUE cannot be converted to String",
        "{\"S\":true}|TRUE_VALUE cannot be converted to String",
        "{\"S\":false}|FALSE_VALUE cannot be converted to String",
        "{\"S\":[]}|Unrecognized collection type class java.lang.String",
        "{\"S\":{}}|Start of structure or map found where not expected",
        "{\"BOOL\":5}|NUMBER_VALUE cannot be converted to Boolean",
        "{\"BOOL\":\"true\"}|Unexpected token received from parser",
        "{\"B\":5}|only base-64-encoded strings are convertible to bytes",
        "{\"B\":\"abcde\"}|Base64 encoded length is expected a multiple of 4 bytes but found: 5",
        "{\"B\":\"=+/=\"}|Invalid last non-pad Base64 character dectected",
        "{\"B\":\"+/+=\"}|Invalid last non-pad Base64 character dectected",
        "{\"B\":\"a!==\"}|Invalid Base64 character: '!'",
        "{\"SS\":\"a\"}|Unexpected field type",
        "{\"SS\":{}}|Start of structure or map found where not expected",
        "{\"SS\":[5]}|NUMBER_VALUE cannot be converted to String",
        "{\"L\":5}|Unexpected field type",
        "{\"L\":[5]}|Unexpected value type in payload",
        "{\"M\":5}|Unexpected field type",
        "5|Unexpected value type in payload",
        "[]|Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue",
        "{\"S\":\"\\ud800\"}|Strings must be valid Unicode: unpaired surrogate",
        "{\"S\":\"\\udc00\\ud800\"}|Strings must be valid Unicode: unpaired surrogate",
      })
  void jsonOfTheWrongShapeIsRefusedInDynamoDbsWords(String value, String message) {
    MalformedJsonException refused =
        assertThrows(MalformedJsonException.class, () -> read("{\"a\":" + value + "}"));
    assertEquals(message, refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
        "{\"S\":null}|Supplied AttributeValue is empty, must contain exactly one of the supported"
            + " datatypes",
        "{\"X\":\"?\"}|Supplied AttributeValue is empty, must contain exactly one of the supported"
            + " datatypes",
        "{\"S\":\"a\",\"N\":\"1\"}|Supplied AttributeValue has more than one datatypes set, must"
            + " contain exactly one of the supported datatypes",
        "{\"NULL\":false}|One or more parameter values were invalid: Null attribute value types"
            + " must have the value of true",
        "{\"SS\":[]}|One or more parameter values were invalid: An string set  may not be empty",
        "{\"NS\":[]}|One or more parameter values were invalid: An number set  may not be empty",
        "{\"BS\":[]}|One or more parameter values were invalid: Binary sets should not be empty",
      })
  void aValueThatDynamoDbRefusesIsRefusedInItsWords(String value, String message) {
    InvalidItemException refused =
        assertThrows(InvalidItemException.class, () -> read("{\"a\":" + value + "}"));
    assertEquals(message, refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\"",
        "{\"a\":{\"S\":\"x\"",
        "{a:1}",
        "{\"a\":{\"S\":\"\u0001\"}}",
        "{\"a\":{\"S\":\"\\x\"}}",
        "{\"a\":{\"N\":1e999999999}}"
      })
  void malformedJsonIsRefused(String json) {
    assertThrows(MalformedJsonException.class, () -> read(json));
  }

  @Test
  void whoIsLenientTakesNumbersForStringsAndStringsForBooleans() {
    byte[] json =
        "{\"a\":{\"S\":1.50},\"b\":{\"NS\":[1,2]},\"c\":{\"BOOL\":\"false\"},\"d\":{\"N\":7}}"
            .getBytes(StandardCharsets.UTF_8);
    assertThrows(MalformedJsonException.class, () -> ItemJson.readItem(reader(json)));
    JsonReader lenient = new JsonReader().reset(json, 0, json.length).with((slip, where) -> true);
    lenient.next();
    assertEquals(
        "{\"a\":{\"S\":\"1.50\"},\"b\":{\"NS\":[\"1\",\"2\"]},\"c\":{\"BOOL\":false},\"d\":{\"N\":\"7\"}}",
        print(ItemJson.readItem(lenient)));
  }

  @Test
  void badUtf8IsRefused() {
    byte[] json = "{\"a\":{\"S\":\"?\"}}".getBytes(StandardCharsets.US_ASCII);
    json[11] = (byte) 0xff;
    assertThrows(MalformedJsonException.class, () -> ItemJson.readItem(reader(json)));
    byte[] overlong = "{\"a\":{\"S\":\"??\"}}".getBytes(StandardCharsets.US_ASCII);
    overlong[11] = (byte) 0xc0;
    overlong[12] = (byte) 0x80;
    assertThrows(MalformedJsonException.class, () -> ItemJson.readItem(reader(overlong)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"%s\":{\"S\":\"x\"}}", "{\"a\":{\"L\":[{\"M\":{\"%s\":{\"NULL\":true}}}]}}"})
  void aNameHasOneByteToSixtyFourKilobytesWhereverItStands(String json) {
    String longest = json.formatted("é".repeat(32_767) + "x");
    assertEquals(longest, print(read(longest)));
    String invalid = "One or more parameter values were invalid: ";
    assertEquals(
        invalid + "Empty attribute name",
        assertThrows(InvalidItemException.class, () -> read(json.formatted(""))).getMessage());
    assertEquals(
        invalid + "Attribute name is too large, must be less than 65536 bytes",
        assertThrows(InvalidItemException.class, () -> read(json.formatted("é".repeat(32_768))))
            .getMessage());
  }

  /** Names go to no symbol table, which could give up on those that collide in it. */
  @Test
  void manyNamesAlikeAreTaken() {
    String json =
        IntStream.range(0, 12_000)
            .mapToObj("\"%026d\":{\"NULL\":true}"::formatted)
            .collect(Collectors.joining(",", "{\"m\":{\"M\":{", "}}}"));
    for (int i = 0; i < 20; i++) {
      assertEquals(json, print(read(json)));
    }
  }

  @Test
  void aRefusedValueIsReadToItsEndSoThatTheRestCanBeLookedAt() {
    JsonReader reader =
        reader(
            "[{\"a\":{\"NULL\":false},\"b\":{\"M\":{\"c\":{\"L\":[{\"S\":\"}\"}]}}}},7]"
                .getBytes(StandardCharsets.UTF_8));
    reader.next();
    assertThrows(InvalidItemException.class, () -> ItemJson.readItem(reader));
    assertEquals(JsonToken.END_OBJECT, reader.token());
    assertEquals(JsonToken.NUMBER, reader.next());
  }

  @Test
  void thirtyTwoLevelsAreTakenAndOneMoreIsRefused() {
    assertEquals(nested(32), print(read(nested(32))));
    assertThrows(InvalidItemException.class, () -> read(nested(33)));
    assertThrows(InvalidItemException.class, () -> read(nested(200)));
  }

  @Test
  void aValueIsReadDecoded() {
    String json = "{\"M\":{\"a\":{\"L\":[{\"N\":\"42\"},{\"BS\":[\"AQ==\"]}]}}}";
    JsonReader reader = reader(json.getBytes(StandardCharsets.UTF_8));
    JsonOut out = new JsonOut().attribute(ItemJson.readValue(reader));
    assertEquals(json, new String(out.array(), 0, out.length(), StandardCharsets.UTF_8));
  }

  /** An attribute whose innermost value is at this level. */
  private static String nested(int levels) {
    StringBuilder json = new StringBuilder("{\"a\":");
    json.append("{\"L\":[".repeat(levels - 1)).append("{\"S\":\"deep\"}");
    return json.append("]}".repeat(levels - 1)).append('}').toString();
  }

  private static Item read(String json) {
    return ItemJson.readItem(reader(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static JsonReader reader(byte[] json) {
    JsonReader reader = new JsonReader().reset(json, 0, json.length);
    reader.next();
    return reader;
  }

  private static String print(Item item) {
    JsonOut out = new JsonOut().item(item);
    return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
  }
}
