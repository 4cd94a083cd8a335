package io.antipode.node.bootstrap;

import io.antipode.cluster.settings.InvalidSettingsException;
import io.antipode.cluster.settings.NodeSettings;
import io.antipode.cluster.settings.SettingsFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code antipode node}: one node of a real cluster, until it is told to stop. */
@Command(
    name = "node",
    description =
        "Runs one node. Options here win over the environment (ANTIPODE_PORT), which wins over the"
            + " file.",
    mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {
  @Option(names = "--config", paramLabel = "FILE", description = "YAML; see the README.")
  private @Nullable Path file;

  @Option(
      names = {"-D", "--set"},
      paramLabel = "NAME=VALUE",
      description = "Any setting of the file, such as durability=os.")
  private Map<String, String> settings = new HashMap<>();

  @Option(names = "--region", paramLabel = "REGION", description = "The node's region.")
  private @Nullable String region;

  @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept.")
  private @Nullable String dataFolder;

  @Option(names = "--port", paramLabel = "N", description = "Where clients are served.")
  private @Nullable String port;

  @Override
  public Integer call() throws StartupException, InterruptedException {
    Antipode.node(read()).runUntilStopped();
    return 0;
  }

  private NodeSettings read() throws StartupException {
    try {
      Map<String, String> values = new LinkedHashMap<>();
      if (file != null) {
        values.putAll(SettingsFile.read(file));
      }
      values.putAll(NodeSettings.fromEnvironment(System.getenv()));
      values.putAll(settings);
      putIfGiven(values, "region", region);
      putIfGiven(values, "data", dataFolder);
      putIfGiven(values, "port", port);
      return NodeSettings.of(values);
    } catch (InvalidSettingsException e) {
      throw new StartupException(String.join("\nantipode: ", e.problems()), e);
    }
  }

  private static void putIfGiven(Map<String, String> values, String key, @Nullable String value) {
    if (value != null) {
      values.put(key, value);
    }
  }
}
