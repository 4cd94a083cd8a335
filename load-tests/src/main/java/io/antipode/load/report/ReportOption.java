package io.antipode.load.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command's {@code --report DIR}, to be mixed in: begins its report, and shows it at the end. */
public final class ReportOption {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write the report into this folder, as one HTML page and as JSON.")
  private @Nullable Path folder;

  /**
   * An empty report named after the command, which begins now.
   *
   * @param home the repository's top folder, whose commit is named
   */
  public ReportBuilder begin(String about, Path home) {
    CommandSpec spec = java.util.Objects.requireNonNull(command);
    String name = spec.qualifiedName().replaceFirst("^antipode ", "");
    String arguments =
        spec.root().commandLine().getParseResult().originalArgs().stream()
            .map(ReportOption::quoted)
            .collect(Collectors.joining(" "));
    return new ReportBuilder(name, about, "./antipode " + arguments, Environment.here(home));
  }

  /** Prints the summary, and writes the files where a folder was named. */
  public RunReport end(ReportBuilder builder) throws IOException {
    RunReport report = builder.build();
    System.out.print(TerminalSummary.of(report));
    if (folder != null) {
      System.out.println("\nreport: " + ReportFiles.write(report, folder).toAbsolutePath());
    }
    return report;
  }

  private static String quoted(String argument) {
    return argument.matches("[\\w./:=,@+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
