package io.antipode.node.operation.query;

import io.antipode.node.action.ReadSource;
import io.antipode.node.api.ApiException;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.operation.data.Parameter;
import io.antipode.node.operation.data.Parameters;
import org.jspecify.annotations.Nullable;

/** Reads and checks {@code ExclusiveStartKey}. */
final class StartKey {
  static final String INVALID = "The provided starting key is invalid";

  private StartKey() {}

  /** The start key of a Scan, null for the first page; refuses bad attribute values. */
  static @Nullable Item read(Parameters request) {
    try {
      return request.item(Parameter.EXCLUSIVE_START_KEY);
    } catch (ApiException e) {
      throw ApiException.validation(INVALID + ": " + e.getMessage());
    }
  }

  /**
   * The start key's bytes in the source; refuses a key without exactly the source's attributes.
   *
   * @param mismatch what is said of a wrong number of attributes
   */
  static byte[] check(Item startKey, ReadSource source, String mismatch) {
    if (startKey.attributeCount() != source.startKeyNames().size()) {
      throw ApiException.validation(mismatch);
    }
    if (source.index() != null) {
      source.hash().forEach(part -> checkPart(startKey, part));
      source.range().forEach(part -> checkPart(startKey, part));
    }
    TableKeys table = source.table();
    try {
      table.keyOfKey(startKey.only(table.names()));
    } catch (InvalidItemException e) {
      throw ApiException.validation(INVALID + ": " + e.getMessage());
    }
    return source.keyBytes(startKey);
  }

  private static void checkPart(Item startKey, KeyAttribute part) {
    AttributeValue value = startKey.get(part.name());
    if (value == null || !part.fits(value)) {
      throw ApiException.validation(
          value == null ? INVALID : "The provided key element does not match the schema");
    }
    part.checkSize(value);
  }

  /** Refuses a start key that the key conditions do not allow. */
  static void checkBounds(byte[] key, KeyPlan plan) {
    boolean inPartition = plan.isInPartition(key);
    if (plan.rangeConditions().isEmpty()) {
      if (!inPartition) {
        throw ApiException.validation(
            "The provided starting key is outside query boundaries based on provided conditions");
      }
    } else if (!inPartition) {
      throw ApiException.validation("The query can return at most one row and cannot be restarted");
    } else if (!plan.range().contains(key)) {
      throw ApiException.validation(
          "The provided starting key does not match the range key predicate");
    }
  }
}
