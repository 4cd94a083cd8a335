package io.antipode.load.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a report into a folder: {@code NAME-TIME.html} and {@code NAME-TIME.json}. */
public final class ReportFiles {
  private ReportFiles() {}

  /** Writes both files, and makes the folder where it is missing. Returns the page. */
  public static Path write(RunReport report, Path folder) throws IOException {
    Files.createDirectories(folder);
    String stem = stem(report);
    Files.writeString(folder.resolve(stem + ".json"), ReportJson.of(report));
    return Files.writeString(folder.resolve(stem + ".html"), ReportHtml.of(report));
  }

  private static String stem(RunReport report) {
    String second = report.startedAt().replaceAll("\\..*|Z$", "");
    return (report.name() + "-" + second).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
