package io.antipode.node.expression;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The words that no expression may use as a bare attribute name, in either case: <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html">AWS's
 * list</a>. Looked up for every name of every request, so it is an open-addressed table that needs
 * no upper-case copy of the word.
 */
final class ReservedWords {
  private static final int SLOTS = 2048; // a power of two, 3.5 times the words
  private static final @Nullable String[] TABLE = new String[SLOTS];

  static {
    for (String word : load()) {
      int slot = slot(word);
      while (TABLE[slot] != null) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      TABLE[slot] = word;
    }
  }

  private ReservedWords() {}

  static boolean contains(String word) {
    for (int slot = slot(word); ; slot = (slot + 1) & (SLOTS - 1)) {
      String candidate = TABLE[slot];
      if (candidate == null) {
        return false;
      }
      if (candidate.equalsIgnoreCase(word)) {
        return true;
      }
    }
  }

  private static int slot(String word) {
    int hash = word.length();
    for (int i = 0; i < word.length(); i++) {
      hash = hash * 31 + (word.charAt(i) & 0xdf); // clears the bit that makes ASCII lower case
    }
    return (hash ^ (hash >>> 11)) & (SLOTS - 1);
  }

  private static List<String> load() {
    String name = "reserved-words.txt";
    try (InputStream in = ReservedWords.class.getResourceAsStream(name);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, name), StandardCharsets.US_ASCII))) {
      return reader.lines().filter(line -> !line.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
