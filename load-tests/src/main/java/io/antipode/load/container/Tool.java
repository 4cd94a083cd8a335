package io.antipode.load.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program to its end. */
final class Tool {
  private Tool() {}

  /**
   * What it printed; error output goes to this process's.
   *
   * @throws IOException where it is not there or does not end with 0
   */
  static String run(String... words) throws IOException {
    Process process =
        new ProcessBuilder(List.of(words)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(String.join(" ", words) + " ended with " + code);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return output;
  }
}
