package io.antipode.cluster.settings;

import java.net.URI;
import java.nio.file.Path;

/** Where the buckets are that exports are written to and imports are read from. */
public sealed interface Buckets {
  /** Each is a folder in this one. */
  record Folder(Path path) implements Buckets {}

  /** They are behind an endpoint that speaks S3. */
  record Endpoint(URI uri) implements Buckets {}

  /**
   * Reads {@code /mnt/buckets} or {@code https://s3.example.com}.
   *
   * @throws IllegalArgumentException where the word is neither
   */
  static Buckets parse(String word) {
    if (word.startsWith("http://") || word.startsWith("https://")) {
      return new Endpoint(URI.create(word));
    }
    if (word.matches("[a-z][a-z0-9+.-]+://.*")) {
      throw new IllegalArgumentException(
          "buckets are in a folder, or behind http://… or https://…, not '" + word + "'");
    }
    return new Folder(Path.of(word));
  }
}
