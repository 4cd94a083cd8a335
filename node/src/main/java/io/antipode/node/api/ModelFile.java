package io.antipode.node.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a service's model and of its overlay, told apart but not yet understood: {@code NAME
 * KIND rest}. Immutable once read.
 */
final class ModelFile {
  private String target = "";
  private final Map<String, Action> actions = new TreeMap<>();
  private final Map<String, String> shapes = new HashMap<>(1_024);
  private final Map<String, String> orders = new HashMap<>();
  private final Set<String> bare = new HashSet<>();
  private final List<ApiModel.Omission> omissions = new ArrayList<>();
  private final Map<String, String> missingActions = new TreeMap<>();

  private ModelFile() {}

  /** The names of the structures that an action takes and answers. */
  record Action(String input, String output) {}

  static ModelFile read(String service) {
    ModelFile file = new ModelFile();
    file.lines(service + ".model");
    file.lines(service + ".overlay");
    return file;
  }

  String target() {
    return target;
  }

  Map<String, Action> actions() {
    return actions;
  }

  Action action(String name) {
    Action action = actions.get(name);
    if (action == null) {
      throw new IllegalArgumentException("the model has no action " + name);
    }
    return action;
  }

  /** The line of a shape, without its name. */
  String shape(String name) {
    String line = shapes.get(name);
    if (line == null) {
      throw new IllegalArgumentException("the model has no shape " + name);
    }
    return line;
  }

  /** The overlay's order of a structure's members, or null. */
  @Nullable String order(String structure) {
    return orders.get(structure);
  }

  /** Whether messages about a structure's member tell no values. */
  boolean isBare(String structure, String member) {
    return bare.contains(structure + "." + member);
  }

  List<ApiModel.Omission> omissions() {
    return omissions;
  }

  /** Why a structure's member is refused, or null where it is not. */
  @Nullable String refusal(String structure, String member) {
    for (ApiModel.Omission each : omissions) {
      if (each.kind() == ApiModel.Omission.Kind.REFUSED
          && each.structure().equals(structure)
          && each.member().equals(member)) {
        return each.reason();
      }
    }
    return null;
  }

  Map<String, String> missingActions() {
    return missingActions;
  }

  private void lines(String resource) {
    try (InputStream in = ModelFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks the resource " + resource);
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          line(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private void line(String line) {
    int space = line.indexOf(' ');
    String name = line.substring(0, space);
    String rest = line.substring(space + 1);
    int end = rest.indexOf(' ');
    String kind = end < 0 ? rest : rest.substring(0, end);
    String what = end < 0 ? "" : rest.substring(end + 1);
    switch (kind) {
      case "target" -> target = what;
      case "action" -> {
        int between = what.indexOf(' ');
        actions.put(name, new Action(what.substring(0, between), what.substring(between + 1)));
      }
      case "order" -> orders.put(name, what);
      case "bare" -> {
        for (String member : what.split(",", -1)) {
          bare.add(name + "." + member);
        }
      }
      case "missing" -> missingActions.put(name, what);
      case "refused" -> omit(ApiModel.Omission.Kind.REFUSED, name, what);
      case "ignored" -> omit(ApiModel.Omission.Kind.IGNORED, name, what);
      case "unanswered" -> omit(ApiModel.Omission.Kind.UNANSWERED, name, what);
      default -> shapes.put(name, rest);
    }
  }

  /** {@code MEMBER[,MEMBER…] reason}. */
  private void omit(ApiModel.Omission.Kind kind, String structure, String what) {
    int space = what.indexOf(' ');
    String reason = what.substring(space + 1);
    for (String member : what.substring(0, space).split(",", -1)) {
      omissions.add(new ApiModel.Omission(kind, structure, member, reason));
    }
  }
}
