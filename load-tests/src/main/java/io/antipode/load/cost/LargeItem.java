package io.antipode.load.cost;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The items that requests are tried on: each is near 400 KB, and of another shape. */
enum LargeItem {
  LIST("{\"L\":[" + numbers(60_000, "{\"N\":\"%d\"}") + "]}"),
  NUMBER_SET("{\"NS\":[" + numbers(40_000, "\"%d\"") + "]}"),
  STRING_SET("{\"SS\":[" + numbers(25_000, "\"text-%07d\"") + "]}"),
  MAP("{\"M\":{" + numbers(9_000, "\"name-%020d\":{\"N\":\"1\"}") + "}}"),

  /** Names and members whose hash codes are all alike, as Java hashes text. */
  ALIKE("{\"SS\":[" + alike(13) + "]}"),
  TEXT("{\"S\":\"" + "a".repeat(390_000) + "\"}"),
  DEEP("{\"L\":[".repeat(30) + "{\"S\":\"" + "a".repeat(300_000) + "\"}" + "]}".repeat(30)),
  SMALL("{\"N\":\"1\"}");

  static final String TABLE = "cost";

  private final String value;

  LargeItem(String value) {
    this.value = value;
  }

  private static String numbers(int count, String form) {
    return IntStream.range(0, count).mapToObj(form::formatted).collect(Collectors.joining(","));
  }

  /** "Aa" and "BB" have one hash code, and so has any sequence of them. */
  private static String alike(int pairs) {
    return IntStream.range(0, 1 << pairs)
        .mapToObj(
            bits ->
                IntStream.range(0, pairs)
                    .mapToObj(at -> (bits >> at & 1) == 0 ? "Aa" : "BB")
                    .collect(Collectors.joining("", "\"", "\"")))
        .collect(Collectors.joining(","));
  }

  String key() {
    return "\"pk\":{\"S\":\"all\"},\"sk\":{\"S\":\"" + name() + "\"}";
  }

  /** The attribute's value in JSON. */
  String value() {
    return value;
  }

  String put() {
    return "{\"TableName\":\"%s\",\"Item\":{%s,\"b\":%s,\"n\":{\"N\":\"1\"}}}"
        .formatted(TABLE, key(), value);
  }

  /** Rather more than it takes. */
  long bytes() {
    return value.length() + 200L;
  }

  static long allBytes() {
    long bytes = 0;
    for (LargeItem item : values()) {
      bytes += item.bytes();
    }
    return bytes;
  }
}
