package io.antipode.cluster.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A node's YAML file, flattened to the words that flags and the environment use too: a list becomes
 * {@code a,b}, a mapping {@code key=value,key=value}.
 */
public final class SettingsFile {
  /** No honest settings file is larger. */
  private static final int MAX_CODE_POINTS = 1 << 20;

  private SettingsFile() {}

  public static Map<String, String> read(Path file) throws InvalidSettingsException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(MAX_CODE_POINTS);
    try (Reader reader = Files.newBufferedReader(file)) {
      Object document = new Yaml(new SafeConstructor(options)).load(reader);
      return flatten(file, document);
    } catch (NoSuchFileException e) {
      throw problem("there is no file " + file);
    } catch (IOException e) {
      throw problem("can't read " + file + ": " + e.getMessage());
    } catch (YAMLException e) {
      throw problem(file + " is not YAML: " + e.getMessage());
    }
  }

  private static Map<String, String> flatten(Path file, @Nullable Object document)
      throws InvalidSettingsException {
    Map<String, String> values = new LinkedHashMap<>();
    if (document == null) {
      return values;
    }
    if (!(document instanceof Map<?, ?> map)) {
      throw problem(file + " is not a list of 'key: value' lines");
    }
    map.forEach((key, value) -> values.put(String.valueOf(key), words(value)));
    return values;
  }

  private static String words(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(","));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .collect(Collectors.joining(","));
      default -> String.valueOf(value);
    };
  }

  private static InvalidSettingsException problem(String text) {
    return new InvalidSettingsException(List.of(text));
  }
}
