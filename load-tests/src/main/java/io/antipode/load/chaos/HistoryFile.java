package io.antipode.load.chaos;

import io.antipode.load.history.HistoryLines;
import io.antipode.load.history.Op;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The history of a run that broke a promise, for checkers to be run on it again. */
final class HistoryFile {
  private HistoryFile() {}

  /** Writes it into the run's folder, and returns where it is. */
  static Path write(Path folder, List<Op> ops) {
    Path file = folder.resolve("history.jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Op op : ops) {
        out.write(HistoryLines.write(List.of(op)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
