package io.antipode.load.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class LayoutTest {
  static final List<String> MODULES = Sources.MODULES;

  /** What builds and runs leave behind; never committed. */
  private static final Set<String> LEFTOVERS = Set.of("target", "antipode-data");

  private static final int MEDIAN_LINES = 120;
  private static final int MAX_LINES = 450;

  @ParameterizedTest
  @FieldSource("MODULES")
  void everyPackageSaysWhatItIsForAndAdmitsNoNullsByDefault(String module) throws IOException {
    List<Path> files = Sources.javaFiles(module, "src/main");
    Set<Path> packages =
        files.stream()
            .map(file -> Objects.requireNonNull(file.getParent()))
            .collect(Collectors.toCollection(TreeSet::new));
    for (Path folder : packages) {
      Path info = folder.resolve("package-info.java");
      assertTrue(Files.exists(info), () -> "missing: " + info);
      String text = Files.readString(info);
      assertTrue(text.startsWith("/**"), () -> "says nothing: " + info);
      assertTrue(text.contains("@NullMarked"), () -> "not @NullMarked: " + info);
    }
  }

  @Test
  void aFileIsOneIdea() throws IOException {
    List<Integer> lengths = new ArrayList<>();
    SortedMap<String, Integer> longer = new TreeMap<>();
    for (String module : MODULES) {
      for (Path file : Sources.javaFiles(module, "src")) {
        if (!file.endsWith("package-info.java")) {
          int lines = Files.readAllLines(file).size();
          lengths.add(lines);
          if (lines > MAX_LINES) {
            longer.put(file.getFileName().toString(), lines);
          }
        }
      }
    }
    lengths.sort(null);
    int median = lengths.get(lengths.size() / 2);
    assertTrue(median <= MEDIAN_LINES, "the median file has " + median + " lines");
    assertEquals(Map.of(), longer, "longer than " + MAX_LINES + " lines");
  }

  @Test
  void theTopHoldsTheModulesAndLittleElse() throws IOException {
    Set<String> expected = new TreeSet<>(Sources.MODULES);
    expected.addAll(List.of("pom.xml", "README.md", "LICENSE", "antipode"));
    try (Stream<Path> entries = Files.list(Sources.top())) {
      Set<String> found =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !name.startsWith(".") && !LEFTOVERS.contains(name))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(expected, found);
    }
  }

  @ParameterizedTest
  @FieldSource("MODULES")
  void everyModuleHasAReadme(String module) {
    assertTrue(Files.exists(Sources.top().resolve(module).resolve("README.md")));
  }
}
