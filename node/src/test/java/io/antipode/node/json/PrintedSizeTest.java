package io.antipode.node.json;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.item.Item;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintedSizeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":{\"S\":\"\"}}",
        "{\"a\":{\"S\":\"\\u0001\\u0002\\n\\\"\\\\\\u007f\"},\"\\u0003\":{\"N\":\"-1.5e-7\"}}",
        "{\"a\":{\"L\":[{\"NULL\":true},{\"BOOL\":false},{\"NULL\":true},{\"L\":[]},{\"M\":{}}]}}",
        "{\"a\":{\"B\":\"AAAA\"},\"b\":{\"B\":\"AA==\"},\"c\":{\"B\":\"\"}}",
        "{\"a\":{\"NS\":[\"1\",\"2\",\"1e125\"]},\"b\":{\"SS\":[\"\\u0000\"]},\"c\":{\"BS\":[\"AA==\"]}}",
        "{\"a\":{\"N\":\"-9.9999999999999999999999999999999999999e-130\"}}",
      })
  void anItemIsNeverPrintedLonger(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    JsonReader reader = new JsonReader().reset(bytes, 0, bytes.length);
    reader.next();
    Item item = ItemJson.readItem(reader);
    int printed = new JsonOut().item(item).length();
    assertTrue(printed <= PrintedSize.of(item), printed + " bytes, " + PrintedSize.of(item));
  }
}
