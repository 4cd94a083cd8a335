package io.antipode.node.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes shapes from their lines, each once. Any thread. */
final class ShapeReader {
  private static final String NAME_TYPE = "AttributeName";
  private static final String PLACEHOLDER_TYPE = "ExpressionAttributeValueVariable";

  private final ModelFile file;
  private final Map<String, Shape> known = new HashMap<>();

  ShapeReader(ModelFile file) {
    this.file = file;
  }

  synchronized Shape shape(String name) {
    if (name.equals("-")) {
      return new Structure(name, List.of());
    }
    Shape shape = known.get(name);
    if (shape == null) {
      shape = make(name, file.shape(name));
      known.put(name, shape);
    }
    return shape;
  }

  private Shape make(String name, String line) {
    int space = line.indexOf(' ');
    String kind = space < 0 ? line : line.substring(0, space);
    String rest = space < 0 ? "" : line.substring(space + 1);
    return switch (kind) {
      case "text" -> text(rest);
      case "flag" -> new Shape.Flag();
      case "integer" -> whole("Integer", Bounds.of(rest, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case "long" -> whole("Long", Bounds.of(rest, Long.MIN_VALUE, Long.MAX_VALUE));
      case "decimal" -> new Shape.Decimal();
      case "blob" -> new Shape.Blob();
      case "time" -> new Shape.Time();
      case "value" -> new Shape.Value();
      case "list" -> list(rest.split(" ", -1));
      case "map" -> map(rest.split(" ", -1));
      case "struct" -> structure(name, rest);
      default -> throw new IllegalArgumentException("no kind of shape: " + name + " " + line);
    };
  }

  /** {@code min..max}, either of which may be left out. */
  private record Bounds(long min, long max) {
    static Bounds of(String text, long min, long max) {
      int dots = text.indexOf("..");
      if (dots < 0) {
        return new Bounds(min, max);
      }
      String from = text.substring(0, dots);
      String to = text.substring(dots + 2);
      return new Bounds(
          from.isEmpty() ? min : Long.parseLong(from), to.isEmpty() ? max : Long.parseLong(to));
    }
  }

  private static Shape whole(String type, Bounds bounds) {
    return new Shape.Whole(type, bounds.min(), bounds.max());
  }

  /** {@code [A|B|…] [min..max] [/pattern]}, the pattern to the end of the line. */
  private static Shape.Text text(String line) {
    int slash = line.indexOf('/');
    Pattern pattern = slash < 0 ? null : Pattern.compile(line.substring(slash + 1));
    String rest = (slash < 0 ? line : line.substring(0, slash)).strip();
    boolean bounded = rest.contains("..");
    Bounds bounds = Bounds.of(bounded ? rest : "", 0, Long.MAX_VALUE);
    List<String> values = bounded || rest.isEmpty() ? List.of() : List.of(rest.split("\\|", -1));
    return new Shape.Text(values, pattern, bounds.min(), bounds.max());
  }

  private Shape list(String[] words) {
    Bounds bounds = Bounds.of(words.length > 1 ? words[1] : "", 0, Long.MAX_VALUE);
    return new Shape.ListOf(shape(words[0]), bounds.min(), bounds.max());
  }

  private Shape map(String[] words) {
    Shape value = shape(words[1]);
    if (value instanceof Shape.Value && words[0].equals(NAME_TYPE)) {
      return new Shape.Attributes();
    }
    if (value instanceof Shape.Value && words[0].equals(PLACEHOLDER_TYPE)) {
      return new Shape.Placeholders();
    }
    Bounds bounds = Bounds.of(words.length > 2 ? words[2] : "", 0, Long.MAX_VALUE);
    return new Shape.MapOf((Shape.Text) shape(words[0]), value, bounds.min(), bounds.max());
  }

  /** One word of a structure's line: {@code Name[!|?][:Type]}. */
  private record Word(String name, @Nullable Boolean required, @Nullable String type) {
    static Word of(String word) {
      int colon = word.indexOf(':');
      String head = colon < 0 ? word : word.substring(0, colon);
      String type = colon < 0 ? null : word.substring(colon + 1);
      char last = head.charAt(head.length() - 1);
      return last == '!' || last == '?'
          ? new Word(head.substring(0, head.length() - 1), last == '!', type)
          : new Word(head, null, type);
    }

    /** This word of the model, with what the overlay says of the member. */
    Word with(Word overlay) {
      return new Word(
          name,
          overlay.required == null ? required : overlay.required,
          overlay.type == null ? type : overlay.type);
    }
  }

  /** The overlay's members first, in its order, then what else there is. */
  private Structure structure(String name, String line) {
    Map<String, Word> left = words(line);
    List<Structure.Member> members = new ArrayList<>(left.size());
    String order = file.order(name);
    if (order != null) {
      for (Word overlay : words(order).values()) {
        Word word = left.remove(overlay.name());
        if (word == null) {
          throw new IllegalArgumentException("no member " + overlay.name() + " in " + name);
        }
        members.add(member(name, word.with(overlay)));
      }
    }
    left.values().forEach(word -> members.add(member(name, word)));
    return new Structure(name, members);
  }

  private static Map<String, Word> words(String line) {
    Map<String, Word> words = new LinkedHashMap<>();
    if (!line.isEmpty()) {
      for (String each : line.split(" ", -1)) {
        Word word = Word.of(each);
        words.put(word.name(), word);
      }
    }
    return words;
  }

  private Structure.Member member(String structure, Word word) {
    if (word.type() == null) {
      throw new IllegalArgumentException("no type for " + structure + "." + word.name());
    }
    return new Structure.Member(
        word.name(),
        shape(word.type()),
        Boolean.TRUE.equals(word.required()),
        file.isBare(structure, word.name()),
        file.refusal(structure, word.name()));
  }
}
