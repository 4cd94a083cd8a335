package io.antipode.cluster.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values out of words and collects what is wrong, so that an operator sees every
 * problem at once. Where a value is wrong its default stands in until {@link #finish}.
 */
final class SettingsReader {
  private final Map<String, String> values;
  private final Set<String> known = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  SettingsReader(Map<String, String> values) {
    this.values = values;
  }

  /** A value that must be there. */
  <T> T required(String key, T standIn, Function<String, T> parse) {
    if (word(key) == null) {
      problems.add("'" + key + "' is missing");
      return standIn;
    }
    return parsed(key, standIn, parse);
  }

  /** A value that may be left out. */
  <T extends @Nullable Object> T parsed(String key, T standIn, Function<String, T> parse) {
    String word = word(key);
    if (word == null) {
      return standIn;
    }
    try {
      return parse.apply(word);
    } catch (IllegalArgumentException e) {
      problems.add("'" + key + "': " + e.getMessage());
      return standIn;
    }
  }

  long number(String key, long standIn, long min, long max) {
    return parsed(
        key,
        standIn,
        word -> {
          String range = word + " is not a number from " + min + " to " + max;
          try {
            long number = Long.parseLong(word);
            if (number >= min && number <= max) {
              return number;
            }
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException(range, e);
          }
          throw new IllegalArgumentException(range);
        });
  }

  int port(String key, int standIn) {
    return (int) number(key, standIn, 1, HostPort.MAX_PORT);
  }

  boolean flag(String key, boolean standIn) {
    return parsed(
        key,
        standIn,
        word ->
            switch (word) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException(word + " is neither true nor false");
            });
  }

  <E extends Enum<E>> E choice(String key, E standIn, Class<E> type) {
    return parsed(
        key,
        standIn,
        word ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            word
                                + " is none of "
                                + Arrays.toString(type.getEnumConstants())
                                    .toLowerCase(Locale.ROOT))));
  }

  /** A secret that may be left out; no problem repeats it. */
  @Nullable ClusterSecret secret(String key) {
    String word = word(key);
    try {
      return word == null ? null : new ClusterSecret(word);
    } catch (IllegalArgumentException e) {
      problems.add("'" + key + "': " + e.getMessage());
      return null;
    }
  }

  List<String> words(String key) {
    String word = word(key);
    return word == null ? List.of() : List.of(word.split("\\s*,\\s*"));
  }

  void problem(String text) {
    problems.add(text);
  }

  /**
   * @throws InvalidSettingsException where anything was wrong, or a key was there that nobody asked
   *     for
   */
  void finish() throws InvalidSettingsException {
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known);
    unknown.forEach(
        key -> problems.add("'" + key + "' is no setting; there are " + new TreeSet<>(known)));
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
  }

  private @Nullable String word(String key) {
    known.add(key);
    String word = values.get(key);
    return word == null || word.isBlank() ? null : word.strip();
  }
}
