package io.antipode.replication.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenarios of one shard's replication as transcripts, after the datadriven tests of etcd/raft: a
 * line is a command, the lines indented below it are what came of it ({@link ScriptedShard} knows
 * the commands, {@link FrameText} the frames). With {@code -Dantipode.transcripts=rewrite} they are
 * written anew from what the code does now; the difference is then to be read, line by line.
 */
class TranscriptTest {
  private static final String INDENT = "  ";
  private static final Path FOLDER = folder();

  private static Path folder() {
    Path inModule = Path.of("src", "test", "resources", "io", "antipode", "replication", "region");
    return Files.exists(inModule) ? inModule : Path.of("replication").resolve(inModule);
  }

  static List<String> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".txt"))
          .sorted()
          .toList();
    }
  }

  @Test
  void thereAreScenarios() throws IOException {
    assertFalse(scenarios().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void goesAsWritten(String name) throws IOException {
    Path file = FOLDER.resolve(name);
    String written = Files.readString(file);
    String now = play(written);
    if ("rewrite".equals(System.getProperty("antipode.transcripts"))) {
      Files.writeString(file, now);
    } else {
      assertEquals(written, now);
    }
  }

  private static String play(String transcript) {
    ScriptedShard shard = new ScriptedShard();
    StringBuilder now = new StringBuilder();
    for (String line : transcript.lines().toList()) {
      if (line.startsWith(INDENT)) {
        continue;
      }
      now.append(line).append('\n');
      if (!line.isBlank() && !line.startsWith("#")) {
        shard.run(line).forEach(said -> now.append(INDENT).append(said).append('\n'));
      }
    }
    return now.toString();
  }
}
