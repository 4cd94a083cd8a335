package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tags: up to 50, keys of 1 to 128 and values of 0 to 256 characters, which are letters of any
 * script, digits, white space and {@code + - = . _ : / @}.
 */
final class TagRules {
  private static final Structure TAG = DYNAMODB.structure("Tag");
  private static final int KEY = TAG.index("Key");
  private static final int VALUE = TAG.index("Value");

  private static final int MAX_TAGS = 50;
  private static final Pattern KEY_FORM = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
  private static final Pattern VALUE_FORM =
      Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

  private TagRules() {}

  static Map<String, String> tags(List<Fields> tags) {
    Map<String, String> byKey = new LinkedHashMap<>();
    for (Fields tag : tags) {
      String key = checkedKey(tag.textOrNull(KEY));
      String value = tag.textOrNull(VALUE);
      if (value == null || !VALUE_FORM.matcher(value).matches()) {
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
    checkCount(byKey.size());
    return byKey;
  }

  /** Keys of tags that are to go. */
  static void checkKeys(List<String> keys) {
    keys.forEach(TagRules::checkedKey);
    checkCount(keys.size());
  }

  private static String checkedKey(@Nullable String key) {
    if (key == null || !KEY_FORM.matcher(key).matches()) {
      throw ApiException.validation("The Tag Key provided is invalid, Key: " + key);
    }
    return key;
  }

  static void checkCount(int tags) {
    if (tags > MAX_TAGS) {
      throw ApiException.validation(
          "Number of Tags exceed the current limit for the provided ResourceArn");
    }
  }
}
