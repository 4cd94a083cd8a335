package io.antipode.load.micro;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench micro}: JMH, with the bytes that each operation allocates. */
@Command(
    name = "micro",
    description = "JMH's benchmarks of the hot path without HTTP: time and bytes per operation.")
public final class MicroCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "PATTERN",
      description = "Of the benchmarks' names, such as putItem; all where absent.")
  private List<String> patterns = List.of();

  @Option(names = "--forks", description = "JVMs for each benchmark; default ${DEFAULT-VALUE}.")
  private int forks = 1;

  @Option(names = "--profiler", description = "One of JMH's, besides gc: stack, jfr, perfasm, ...")
  private List<String> profilers = List.of();

  @Override
  public Integer call() throws IOException, RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(forks)
            .shouldFailOnError(true)
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend(openings().toArray(String[]::new));
    profilers.forEach(options::addProfiler);
    patterns.forEach(options::include);
    new Runner(options.build()).run();
    return 0;
  }

  /** What the jar's manifest opens for Chronicle Map, as options: JMH's forks have no main jar. */
  private static List<String> openings() throws IOException {
    List<String> options = new ArrayList<>();
    try (InputStream in = MicroCommand.class.getResourceAsStream("/" + JarFile.MANIFEST_NAME)) {
      Attributes manifest = in == null ? new Attributes() : new Manifest(in).getMainAttributes();
      for (String kind : List.of("Add-Opens", "Add-Exports")) {
        String names = manifest.getValue(kind);
        for (String name : names == null ? new String[0] : names.split(" ", -1)) {
          options.add("--" + kind.toLowerCase(java.util.Locale.ROOT) + "=" + name + "=ALL-UNNAMED");
        }
      }
    }
    options.add("--enable-native-access=ALL-UNNAMED");
    return options;
  }
}
