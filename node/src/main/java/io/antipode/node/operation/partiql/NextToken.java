package io.antipode.node.operation.partiql;

import io.antipode.node.api.ApiException;
import io.antipode.node.api.Failures;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.json.ItemJson;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a SELECT goes on: opaque to clients, good for the same statement with the same parameters.
 * What comes back is trusted in nothing.
 *
 * <pre>
 *  Base64 of   0: version 1   1: statement's digest   17: step   18: key as JSON, or nothing
 * </pre>
 *
 * @param step of the plan
 * @param key that was evaluated last in it, null to begin with it
 */
record NextToken(int step, @Nullable Item key) {
  private static final byte VERSION = 1;
  private static final int DIGEST_BYTES = 16;
  private static final int HEADER_BYTES = 1 + DIGEST_BYTES + 1;
  private static final int MAX_STEP = 255;
  static final NextToken START = new NextToken(0, null);

  static final String INVALID = "Invalid NextToken";

  NextToken {
    if (step < 0 || step > MAX_STEP) {
      throw new IllegalArgumentException("step " + step);
    }
  }

  /**
   * As text.
   *
   * @param statement the digest of the statement that it belongs to
   */
  String text(Bytes statement) {
    JsonOut json = new JsonOut();
    if (key != null) {
      json.item(key);
    }
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + json.length());
    bytes.put(VERSION).put(statement.array(), 0, DIGEST_BYTES).put((byte) step);
    bytes.put(json.array(), 0, json.length());
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /** Reads a token that somebody sent. */
  static NextToken read(String text, Bytes statement) {
    byte[] bytes = decoded(text);
    if (bytes.length < HEADER_BYTES || bytes[0] != VERSION) {
      throw ApiException.validation(INVALID);
    }
    if (!Arrays.equals(bytes, 1, 1 + DIGEST_BYTES, statement.array(), 0, DIGEST_BYTES)) {
      throw ApiException.validation("NextToken does not match request");
    }
    return new NextToken(
        bytes[HEADER_BYTES - 1] & 0xff, bytes.length == HEADER_BYTES ? null : key(bytes));
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw ApiException.validation(INVALID);
    }
  }

  private static Item key(byte[] bytes) {
    JsonReader json = new JsonReader();
    json.reset(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
    try {
      json.next();
      Item key = ItemJson.readItem(json);
      if (json.next() == JsonToken.END) {
        return key;
      }
    } catch (RuntimeException refused) {
      if (Failures.errorOf(refused) == null) {
        throw refused;
      }
    }
    throw ApiException.validation(INVALID);
  }
}
