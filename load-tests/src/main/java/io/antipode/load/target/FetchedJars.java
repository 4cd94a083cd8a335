package io.antipode.load.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Jars of others, which Maven fetches once into a folder of their own, apart from our class path.
 */
public final class FetchedJars {
  private FetchedJars() {}

  /**
   * Fetches what is missing. Blocks.
   *
   * @param pom names them as its dependencies
   * @param folder where they then are, all of them
   * @throws IllegalStateException where Maven can't fetch them
   */
  public static void of(Path pom, Path folder) {
    if (Files.isRegularFile(folder.resolve("complete"))) {
      return;
    }
    try {
      Process maven =
          new ProcessBuilder(
                  "mvn",
                  "-q",
                  "-B",
                  "-f",
                  pom.toString(),
                  "dependency:copy-dependencies",
                  "-DoutputDirectory=" + folder)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (maven.waitFor() != 0) {
        throw new IllegalStateException("Maven could not fetch what " + pom + " names");
      }
      Files.createFile(folder.resolve("complete"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
