package io.antipode.node.index;

import io.antipode.cluster.catalog.ScalarType;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Encoded;
import io.antipode.node.item.Item;
import io.antipode.node.item.Utf8;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One attribute of the key of a table or of an index, and which values it may have. */
public record KeyAttribute(String name, ScalarType type, boolean isHash) {
  static final int MAX_HASH_BYTES = 2_048;
  static final int MAX_RANGE_BYTES = 1_024;

  /** The item's value, null where it has none that can be part of a key. */
  @Nullable AttributeValue of(Item item) {
    AttributeValue value = item.get(name);
    return value != null && fits(value) && sizeFits(sizeBytes(value)) ? value : null;
  }

  /** As {@link #of}, in canonical bytes. */
  @Nullable Encoded encodedOf(Item item) {
    int offset = item.offsetOf(name);
    if (offset < 0) {
      return null;
    }
    Encoded value = item.encodedAt(offset);
    return value.typeName().equals(type.name())
            && (type == ScalarType.N || sizeFits(value.contentBytes()))
        ? value
        : null;
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
  public void checkSize(AttributeValue value) {
    KeyChecks.checkSize(this, value);
  }

  /**
   * A prefix with which as many keys begin, and of bounded length: with one that is longer than any
   * key, as with its beginning, begins none.
   */
  public AttributeValue bounded(AttributeValue prefix) {
    int most = maxBytes() + 1;
    return switch (prefix) {
      case AttributeValue.S(String text) when text.length() > most ->
          new AttributeValue.S(
              text.substring(
                  0, Character.isHighSurrogate(text.charAt(most - 1)) ? most + 1 : most));
      case AttributeValue.B(Bytes(byte[] bytes)) when bytes.length > most ->
          new AttributeValue.B(new Bytes(Arrays.copyOf(bytes, most)));
      default -> prefix;
    };
  }

  private boolean sizeFits(int sizeBytes) {
    return sizeBytes > 0 && sizeBytes <= maxBytes();
  }

  /** What all parts of its role may have together. */
  int maxBytes() {
    return isHash ? MAX_HASH_BYTES : MAX_RANGE_BYTES;
  }

  /** Bytes that count towards the limits of keys; numbers always keep to these. */
  static int sizeBytes(AttributeValue value) {
    return switch (value) {
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
  }
}
