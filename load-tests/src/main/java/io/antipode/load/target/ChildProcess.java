package io.antipode.load.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that this one started and will end, by its own handle. */
public final class ChildProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 20;

  private final Process process;
  private final BufferedReader output;

  /** Starts it; standard error goes to {@code log}. */
  public ChildProcess(List<String> command, Path log) {
    try {
      process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      output = process.inputReader(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Reads standard output up to a line that begins so, and returns it; fails where the process ends
   * first.
   */
  public String awaitLine(String prefix) {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(prefix)) {
          return line;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("the process ended before it said '" + prefix + "'");
  }

  public long pid() {
    return process.pid();
  }

  /** The stacks of all threads of a JVM that hangs, or why there are none. */
  String threads() {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> command = List.of(jcmd.toString(), Long.toString(pid()), "Thread.print");
    try {
      Path stacks = Files.createTempFile("antipode-threads-", ".txt");
      try {
        Process asking =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(stacks.toFile())
                .start();
        if (!asking.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
          asking.destroyForcibly();
        }
        return Files.readString(stacks);
      } finally {
        Files.delete(stacks);
      }
    } catch (IOException e) {
      return command + ": " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return command + ": " + e;
    }
  }

  /** Ends it as a crash would: SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** Ends it orderly: SIGTERM, then SIGKILL after 20 seconds. */
  @Override
  public void close() {
    process.destroy();
    await();
  }

  private void await() {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
