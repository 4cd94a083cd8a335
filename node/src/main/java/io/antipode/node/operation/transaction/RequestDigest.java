package io.antipode.node.operation.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A digest of what is asked, the same for the same however it is written down: SHA-256 over its
 * members with their lengths, in the model's order. Not thread-safe.
 */
public final class RequestDigest {
  private static final int ABSENT = -1;

  private final MessageDigest digest;
  private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

  public RequestDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Adds one action's members. */
  public void add(
      String kind,
      List<@Nullable String> texts,
      @Nullable Map<String, String> names,
      List<@Nullable Item> items) {
    add(kind);
    texts.forEach(this::add);
    if (names == null) {
      add(ABSENT);
    } else {
      add(names.size());
      new TreeMap<>(names)
          .forEach(
              (placeholder, name) -> {
                add(placeholder);
                add(name);
              });
    }
    items.forEach(item -> add(item == null ? null : item.bytes()));
  }

  private void add(@Nullable String text) {
    add(text == null ? null : text.getBytes(UTF_8));
  }

  private void add(byte @Nullable [] bytes) {
    if (bytes == null) {
      add(ABSENT);
    } else {
      add(bytes.length);
      digest.update(bytes);
    }
  }

  private void add(int number) {
    digest.update(length.putInt(0, number).array());
  }

  /** The digest of all that was added; once. */
  public Bytes made() {
    return new Bytes(digest.digest());
  }
}
