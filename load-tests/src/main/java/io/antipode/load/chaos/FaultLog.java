package io.antipode.load.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;

/** A line in the run's folder for every beginning and end of a fault, to lay beside nodes' logs. */
final class FaultLog {
  private FaultLog() {}

  static synchronized void write(Path folder, double seconds, Disturbance fault, boolean begins) {
    String line =
        String.format(
            Locale.ROOT,
            "%s %9.3f s %s %s%n",
            Instant.now(),
            seconds,
            begins ? "begin" : "end  ",
            fault);
    try {
      Files.writeString(
          folder.resolve("faults.log"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
