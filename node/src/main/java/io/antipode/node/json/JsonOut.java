package io.antipode.node.json;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;

/**
 * Writes JSON as UTF-8 bytes into a growing buffer, items straight from their canonical bytes.
 * Commas are placed by the writer. Not thread-safe.
 */
public final class JsonOut {
  public JsonOut beginObject() {
    throw new UnsupportedOperationException("stub");
  }

  public JsonOut endObject() {
    throw new UnsupportedOperationException("stub");
  }

  public JsonOut beginArray() {
    throw new UnsupportedOperationException("stub");
  }

  public JsonOut endArray() {
    throw new UnsupportedOperationException("stub");
  }

  /** A member's name, escaped. */
  public JsonOut name(String name) {
    throw new UnsupportedOperationException("stub");
  }

  public JsonOut value(String text) {
    throw new UnsupportedOperationException("stub");
  }

  public JsonOut value(long number) {
    throw new UnsupportedOperationException("stub");
  }

  /** A double without exponent or needless zeros: {@code 0.5}, {@code 1.0}. */
  public JsonOut value(double number) {
    throw new UnsupportedOperationException("stub");
  }

  public JsonOut value(boolean truth) {
    throw new UnsupportedOperationException("stub");
  }

  public JsonOut nullValue() {
    throw new UnsupportedOperationException("stub");
  }

  /** A whole item in DynamoDB JSON: {@code {"name":{"S":"…"}, …}}. */
  public JsonOut item(Item item) {
    throw new UnsupportedOperationException("stub");
  }

  /** One value in DynamoDB JSON: {@code {"S":"…"}}. */
  public JsonOut attribute(AttributeValue value) {
    throw new UnsupportedOperationException("stub");
  }

  public byte[] array() {
    throw new UnsupportedOperationException("stub");
  }

  public int length() {
    throw new UnsupportedOperationException("stub");
  }
}
