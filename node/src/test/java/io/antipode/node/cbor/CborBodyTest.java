package io.antipode.node.cbor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies by RFC 8949 and the JSON that says the same. */
class CborBodyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a0 | {}",
        "bfff | {}",
        "a1 6a53747265616d4e616d65 62 7331 | {`StreamName`:`s1`}",
        "bf 6a53747265616d4e616d65 62 7331 65 4c696d6974 0a ff | {`StreamName`:`s1`,`Limit`:10}",
        "a1 69 54696d657374616d70 c1 1b 0000018bcfe568fa | {`Timestamp`:1.700000000250E9}",
        "a1 61 62 43 010203 | {`b`:`AQID`}",
        "a2 61 61 f5 61 62 f6 | {`a`:true,`b`:null}",
        "a1 61 61 82 01 20 | {`a`:[1,-1]}"
      })
  void aRequest(String hex, String json) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    String expected = json.replace('`', '"').replace("1.700000000250E9", "1.70000000025E9");
    assertEquals(expected, new String(CborBody.toJson(bytes, 0, bytes.length), UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"''", "a1", "a161", "a16161", "ff", "a0a0", "9f", "5b7fffffffffffffff", "1c"})
  void whatIsNoBodyIsRefused(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThrows(IOException.class, () -> CborBody.toJson(bytes, 0, bytes.length));
  }

  @Test
  void aDeepBodyIsRefused() {
    byte[] bytes = HexFormat.of().parseHex("81".repeat(100_000) + "00");
    assertThrows(IOException.class, () -> CborBody.toJson(bytes, 0, bytes.length));
  }

  @Test
  void anAnswerHasBinaryAndTimes() throws IOException {
    byte[] json =
        "{\"Records\":[{\"ApproximateArrivalTimestamp\":1700000000.25,\"Data\":\"AQID\",\"n\":7}]}"
            .getBytes(UTF_8);
    String hex = HexFormat.of().formatHex(CborBody.ofJson(json, json.length));
    assertEquals(
        "bf"
            + "675265636f726473"
            + "9f"
            + "bf"
            + "781b417070726f78696d6174654172726976616c54696d657374616d70"
            + "c11b0000018bcfe568fa"
            + "6444617461"
            + "43010203"
            + "616e"
            + "07"
            + "ffffff",
        hex);
  }
}
