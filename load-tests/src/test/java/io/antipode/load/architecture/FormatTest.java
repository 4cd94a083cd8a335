package io.antipode.load.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class FormatTest {
  static final List<String> MODULES = Sources.MODULES;

  @ParameterizedTest
  @FieldSource("MODULES")
  void everyFileIsAsGoogleJavaFormatWouldWriteIt(String module)
      throws IOException, FormatterException {
    List<Path> files = Sources.javaFiles(module, "src");
    assertFalse(files.isEmpty(), "found no sources of " + module);
    List<Path> others = new ArrayList<>();
    for (Path file : files) {
      String text = Files.readString(file);
      if (!new Formatter().formatSourceAndFixImports(text).equals(text)) {
        others.add(file);
      }
    }
    assertEquals(List.of(), others, "format these with google-java-format");
  }
}
