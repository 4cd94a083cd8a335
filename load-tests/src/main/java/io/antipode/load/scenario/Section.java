package io.antipode.load.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a file, read strictly: each problem is noted with its path, and a stand-in is
 * returned, so that an author sees all of them at once.
 */
final class Section {
  private final String path;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();
  private final List<String> problems;

  Section(String path, @Nullable Object value, List<String> problems) {
    this.path = path;
    this.problems = problems;
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> {
            if (each != null) {
              values.put(String.valueOf(key), each);
            }
          });
    } else {
      problems.add(
          (path.isEmpty() ? "the file" : path) + " is not a mapping of 'key: value' lines");
    }
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  void problem(String key, String text) {
    problems.add(path(key) + ": " + text);
  }

  private @Nullable Object value(String key) {
    known.add(key);
    return values.get(key);
  }

  boolean has(String key) {
    return value(key) != null;
  }

  String word(String key) {
    Object value = value(key);
    if (value instanceof String text && !text.isBlank()) {
      return text.strip();
    }
    problem(key, value == null ? "is missing" : value + " is not a word");
    return "";
  }

  String word(String key, String usual) {
    return value(key) == null ? usual : word(key);
  }

  boolean flag(String key) {
    Object value = value(key);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    problem(key, value + " is neither true nor false");
    return false;
  }

  long number(String key, @Nullable Long usual, Span bounds) {
    Object value = value(key);
    if (value == null && usual != null) {
      return usual;
    }
    if (isWhole(value)
        && value instanceof Number number
        && new Span(number.longValue(), number.longValue()).within(bounds)) {
      return number.longValue();
    }
    problem(key, value == null ? "is missing" : value + " is not a whole number in " + bounds);
    return bounds.min();
  }

  /** A number, or {@code [min, max]}. */
  Span span(String key, @Nullable Span usual, Span bounds) {
    Object value = value(key);
    if (value == null && usual != null) {
      return usual;
    }
    Span span = span(value);
    if (span != null && span.within(bounds)) {
      return span;
    }
    problem(
        key,
        value == null
            ? "is missing"
            : value + " is neither a whole number nor [min, max] in " + bounds);
    return bounds;
  }

  private static @Nullable Span span(@Nullable Object value) {
    if (value instanceof Number number && isWhole(value)) {
      return new Span(number.longValue(), number.longValue());
    }
    if (value instanceof List<?> list
        && list.size() == 2
        && list.stream().allMatch(Section::isWhole)
        && list.get(0) instanceof Number min
        && list.get(1) instanceof Number max
        && min.longValue() <= max.longValue()) {
      return new Span(min.longValue(), max.longValue());
    }
    return null;
  }

  private static boolean isWhole(@Nullable Object value) {
    return value instanceof Integer || value instanceof Long;
  }

  <E extends Enum<E>> @Nullable E choice(String key, String word, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(word)) {
        return constant;
      }
    }
    if (!word.isEmpty()) {
      problem(
          key,
          "'%s' is none of %s"
              .formatted(word, Arrays.stream(type.getEnumConstants()).map(Section::word).toList()));
    }
    return null;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A list, empty where it is not there. */
  List<?> list(String key) {
    Object value = value(key);
    if (value == null || value instanceof List<?>) {
      return value == null ? List.of() : (List<?>) value;
    }
    problem(key, value + " is not a list");
    return List.of();
  }

  List<String> words(String key) {
    List<String> words = new ArrayList<>();
    for (Object each : list(key)) {
      if (each instanceof String word) {
        words.add(word);
      } else {
        problem(key, each + " is not a word");
      }
    }
    return words;
  }

  /** Mappings of a list. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    for (Object each : list(key)) {
      sections.add(new Section(path(key) + "[" + sections.size() + "]", each, problems));
    }
    return sections;
  }

  /** A mapping, empty where it is not there. */
  Section section(String key) {
    Object value = value(key);
    return new Section(path(key), value == null ? Map.of() : value, problems);
  }

  /** Notes the keys that nobody asked for. */
  void finish() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        problem(key, "is unknown; there are " + known);
      }
    }
  }
}
