package io.antipode.load.architecture;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository's files, as seen from the folder that Surefire runs in. */
final class Sources {
  static final List<String> MODULES =
      List.of("cluster-config", "replication", "node", "client", "load-tests");

  private Sources() {}

  /** The repository's top. */
  static Path top() {
    Path module = Path.of("").toAbsolutePath();
    return Files.exists(module.resolve("antipode")) ? module : requireNonNull(module.getParent());
  }

  /** The Java files under a module's folder ({@code src}, {@code src/main}). */
  static List<Path> javaFiles(String module, String folder) throws IOException {
    Path root = top().resolve(module).resolve(folder);
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
