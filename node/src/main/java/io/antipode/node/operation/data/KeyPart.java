package io.antipode.node.operation.data;

import io.antipode.cluster.catalog.ScalarType;
import io.antipode.node.api.ApiException;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Utf8;

/** One attribute of a key, with its checks. */
public record KeyPart(String name, ScalarType type, boolean isHash) {
  private static final int MAX_HASH_BYTES = 2_048;
  private static final int MAX_RANGE_BYTES = 1_024;

  /** What the value is checked as: this decides the message. */
  public enum Use {
    ITEM_KEY,
    INDEX_KEY,
    UPDATED_INDEX_KEY
  }

  /** Whether the value is of the key's type. */
  public boolean fits(AttributeValue value) {
    return switch (value) {
      case AttributeValue.S _ -> type == ScalarType.S;
      case AttributeValue.N _ -> type == ScalarType.N;
      case AttributeValue.B _ -> type == ScalarType.B;
      case AttributeValue.Bool _,
          AttributeValue.Null _,
          AttributeValue.Ss _,
          AttributeValue.Ns _,
          AttributeValue.Bs _,
          AttributeValue.L _,
          AttributeValue.M _ ->
          false;
    };
  }

  /** Refuses an empty or oversized value of the right type. */
  public void checkKeyValue(AttributeValue value) {
    checkSize(value, Use.ITEM_KEY, "Key: " + name);
  }

  /**
   * Refuses an empty or oversized value.
   *
   * @param value of the right type
   * @param suffix names the key in the message
   */
  void checkSize(AttributeValue value, Use use, String suffix) {
    int sizeBytes =
        switch (value) {
          case AttributeValue.S(String text) -> Utf8.length(text);
          case AttributeValue.B(var bytes) -> bytes.array().length;
          case AttributeValue.N _,
              AttributeValue.Bool _,
              AttributeValue.Null _,
              AttributeValue.Ss _,
              AttributeValue.Ns _,
              AttributeValue.Bs _,
              AttributeValue.L _,
              AttributeValue.M _ ->
              1;
        };
    if (sizeBytes == 0) {
      throw ApiException.validation(
          "One or more parameter values are not valid. "
              + switch (use) {
                case ITEM_KEY -> "";
                case INDEX_KEY -> "A value specified for a secondary index key is not supported. ";
                case UPDATED_INDEX_KEY ->
                    "The update expression attempted to update a secondary index key to a value"
                        + " that is not supported. ";
              }
              + "The AttributeValue for a key attribute cannot contain an empty "
              + (type == ScalarType.S ? "string" : "binary")
              + " value. "
              + suffix);
    }
    if (isHash && sizeBytes > MAX_HASH_BYTES) {
      throw ApiException.validation(
          "One or more parameter values were invalid: "
              + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
    }
    if (!isHash && sizeBytes > MAX_RANGE_BYTES) {
      throw ApiException.validation(
          "One or more parameter values were invalid: "
              + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
    }
  }
}
