package io.antipode.node.index;

import io.antipode.cluster.catalog.ScalarType;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What DynamoDB says of values that a key attribute can't have. */
final class KeyChecks {
  private static final String INVALID = "One or more parameter values were invalid: ";

  private KeyChecks() {}

  /** What the value is checked as: this decides the message. */
  enum Use {
    ITEM_KEY(""),
    INDEX_KEY("A value specified for a secondary index key is not supported. "),
    UPDATED_INDEX_KEY(
        "The update expression attempted to update a secondary index key to a value that is not"
            + " supported. ");

    private final String subject;

    Use(String subject) {
      this.subject = subject;
    }
  }

  /** Refuses an empty or oversized value of a key of the table. */
  static void checkSize(KeyAttribute part, AttributeValue value) {
    checkSize(part, value, Use.ITEM_KEY, null);
  }

  /**
   * Refuses an empty or oversized value.
   *
   * @param value of the right type
   * @param indexName whose key it is; null for the table's
   */
  static void checkSize(
      KeyAttribute part, AttributeValue value, Use use, @Nullable String indexName) {
    int sizeBytes = KeyAttribute.sizeBytes(value);
    if (sizeBytes == 0) {
      throw empty(part, use, indexName);
    }
    if (part.isHash() && sizeBytes > KeyAttribute.MAX_HASH_BYTES) {
      throw new InvalidItemException(
          INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
    }
    if (!part.isHash() && sizeBytes > KeyAttribute.MAX_RANGE_BYTES) {
      throw new InvalidItemException(
          INVALID + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
    }
  }

  /**
   * Refuses values of the parts of one role that are too large together; those that the item lacks
   * count nothing. The text is DynamoDB Local's.
   */
  static void checkTogether(List<KeyAttribute> parts, Item item, String indexName) {
    if (togetherFit(parts, item)) {
      return;
    }
    KeyAttribute first = parts.getFirst();
    throw new InvalidItemException(
        "Aggregate size for "
            + (first.isHash() ? "HASH" : "RANGE")
            + " key attributes "
            + parts.stream()
                .map(KeyAttribute::name)
                .filter(name -> item.offsetOf(name) >= 0)
                .collect(Collectors.joining(", "))
            + " of index "
            + indexName
            + " has exceeded limit "
            + first.maxBytes()
            + " bytes, with actual size "
            + togetherBytes(parts, item)
            + " bytes");
  }

  /** Whether the item's values of the parts of one role keep their limit together. */
  static boolean togetherFit(List<KeyAttribute> parts, Item item) {
    return togetherBytes(parts, item) <= parts.getFirst().maxBytes();
  }

  private static int togetherBytes(List<KeyAttribute> parts, Item item) {
    int bytes = 0;
    for (KeyAttribute part : parts) {
      int offset = item.offsetOf(part.name());
      bytes += offset < 0 ? 0 : item.encodedAt(offset).sizeBytes();
    }
    return bytes;
  }

  private static InvalidItemException empty(
      KeyAttribute part, Use use, @Nullable String indexName) {
    return new InvalidItemException(
        "One or more parameter values are not valid. "
            + use.subject
            + "The AttributeValue for a key attribute cannot contain an empty "
            + (part.type() == ScalarType.S ? "string" : "binary")
            + " value. "
            + (indexName == null
                ? "Key: " + part.name()
                : "IndexName: " + indexName + ", IndexKey: " + part.name()));
  }

  static InvalidItemException missing(KeyAttribute part) {
    return new InvalidItemException(INVALID + "Missing the key " + part.name() + " in the item");
  }

  static InvalidItemException mismatch(KeyAttribute part, AttributeValue value) {
    return new InvalidItemException(
        INVALID
            + "Type mismatch for key "
            + part.name()
            + " expected: "
            + part.type()
            + " actual: "
            + value.typeName());
  }

  static InvalidItemException mismatch(KeyAttribute part, AttributeValue value, String index) {
    return new InvalidItemException(
        INVALID
            + "Type mismatch for Index Key "
            + part.name()
            + " Expected: "
            + part.type()
            + " Actual: "
            + value.typeName()
            + " IndexName: "
            + index);
  }
}
