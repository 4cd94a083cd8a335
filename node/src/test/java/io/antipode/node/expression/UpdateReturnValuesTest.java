package io.antipode.node.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** UPDATED_OLD and UPDATED_NEW show the changed paths, not whole top-level attributes. */
class UpdateReturnValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SET n = :big | {\"n\":{\"N\":\"5\"}} | {\"n\":{\"N\":\"9\"}}",
        "SET a = :n | {} | {\"a\":{\"N\":\"1\"}}",
        "REMOVE n | {\"n\":{\"N\":\"5\"}} | {}",
        "ADD n :n | {\"n\":{\"N\":\"5\"}} | {\"n\":{\"N\":\"6\"}}",
        "SET m.x = :s | {\"m\":{\"M\":{\"x\":{\"N\":\"1\"}}}} |"
            + " {\"m\":{\"M\":{\"x\":{\"S\":\"a\"}}}}",
        "SET m.x = :s, m.z = :n REMOVE m.y |"
            + " {\"m\":{\"M\":{\"x\":{\"N\":\"1\"},\"y\":{\"S\":\"q\"}}}} |"
            + " {\"m\":{\"M\":{\"x\":{\"S\":\"a\"},\"z\":{\"N\":\"1\"}}}}",
        "SET l[1] = :s | {\"l\":{\"L\":[{\"N\":\"2\"}]}} | {\"l\":{\"L\":[{\"S\":\"a\"}]}}",
        "SET l[7] = :s | {} | {}",
        "DELETE ss :ss | {\"ss\":{\"SS\":[\"a\",\"b\"]}} | {\"ss\":{\"SS\":[\"b\"]}}",
      })
  void showsChangedPaths(String expression, String before, String after) {
    Update.Result result = Update.parse(expression, Fixture.context()).apply(Fixture.item());
    assertEquals(before, Rendering.of(result.updatedOld().toMap()));
    assertEquals(after, Rendering.of(result.updatedNew().toMap()));
  }
}
