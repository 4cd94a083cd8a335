package io.antipode.load.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A seed means the same in every JVM. */
final class FingerprintTest {
  private static final long FIRST = 1;
  private static final long SEEDS = 12;

  @Test
  void aSeedRunsTheSameInAnotherJvm() throws IOException, InterruptedException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-DANTIPODE_LOG_LEVEL=OFF",
                "-cp",
                classPath,
                Fingerprints.class.getName(),
                Long.toString(FIRST),
                Long.toString(SEEDS))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> theirs;
    try (var output = other.inputReader(StandardCharsets.UTF_8)) {
      theirs = output.lines().filter(line -> line.matches("[0-9]+ -?[0-9]+")).toList();
    }
    assertEquals(0, other.waitFor());
    assertEquals(Fingerprints.of(FIRST, SEEDS), theirs);
  }
}
