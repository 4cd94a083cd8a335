package io.antipode.node.operation.table;

import io.antipode.node.api.ApiException;
import io.antipode.node.operation.request.Body;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tags: up to 50, keys of 1 to 128 and values of 0 to 256 characters. */
final class TagRules {
  private static final int MAX_TAGS = 50;
  private static final int MAX_KEY_LENGTH = 128;
  private static final int MAX_VALUE_LENGTH = 256;

  private TagRules() {}

  static Map<String, String> tags(List<Body> tags) {
    Map<String, String> byKey = new LinkedHashMap<>();
    for (Body tag : tags) {
      String key = tag.text("Key");
      String value = tag.text("Value");
      if (key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
        throw ApiException.validation("The Tag Key provided is invalid, Key: " + key);
      }
      if (value.length() > MAX_VALUE_LENGTH) {
        throw ApiException.validation("The Tag Value provided is invalid, Value: " + value);
      }
      if (key.startsWith("aws:")) {
        throw ApiException.validation("Tag Key cannot be prefixed with aws:, Key: " + key);
      }
      if (byKey.put(key, value) != null) {
        throw ApiException.validation(
            "Duplicate Tag Keys provided as input: Duplicate Tag Key found " + key);
      }
    }
    checkCount(byKey);
    return byKey;
  }

  static void checkCount(Map<String, String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw ApiException.validation(
          "Number of Tags exceed the current limit for the provided ResourceArn");
    }
  }
}
