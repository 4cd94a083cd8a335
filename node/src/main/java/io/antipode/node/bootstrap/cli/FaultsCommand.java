package io.antipode.node.bootstrap.cli;

import io.antipode.cluster.topology.Region;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antipode faults …}: every subcommand answers with the faults as they stand. */
@Command(
    name = "faults",
    description = "Disturbs the links and clocks of a running store, and heals them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | cut | delay | reorder | skew | heal)")
public final class FaultsCommand implements Callable<Integer> {
  private static final String PAGE = "/_antipode/faults";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return spec.exitCodeOnInvalidInput();
  }

  @Command(description = "Shows the faults as they stand.", mixinStandardHelpOptions = true)
  int list(@Mixin Endpoint endpoint) throws CommandFailedException {
    System.out.print(Outline.of(endpoint.client().get(PAGE).orThrow()));
    return 0;
  }

  @Command(description = "Cuts the link between two regions.", mixinStandardHelpOptions = true)
  int cut(
      @Mixin Endpoint endpoint,
      @Parameters(paramLabel = "A", description = "A region.") String from,
      @Parameters(paramLabel = "B", description = "Another.") String to,
      @Option(names = "--one-way", description = "Only what A sends to B.") boolean oneWay)
      throws CommandFailedException {
    return link(endpoint, from, to, oneWay, "\"cut\":true");
  }

  @Command(
      description = "Delays what travels between two regions.",
      mixinStandardHelpOptions = true)
  int delay(
      @Mixin Endpoint endpoint,
      @Parameters(paramLabel = "A", description = "A region.") String from,
      @Parameters(paramLabel = "B", description = "Another.") String to,
      @Parameters(paramLabel = "MS", description = "At least this long.") long delayMs,
      @Parameters(
              paramLabel = "JITTER_MS",
              arity = "0..1",
              defaultValue = "0",
              description = "Up to this much longer, at random.")
          long jitterMs,
      @Option(names = "--one-way", description = "Only what A sends to B.") boolean oneWay)
      throws CommandFailedException {
    return link(endpoint, from, to, oneWay, "\"delayMs\":" + delayMs + ",\"jitterMs\":" + jitterMs);
  }

  @Command(
      description = "Lets frames between two regions overtake each other.",
      mixinStandardHelpOptions = true)
  int reorder(
      @Mixin Endpoint endpoint,
      @Parameters(paramLabel = "A", description = "A region.") String from,
      @Parameters(paramLabel = "B", description = "Another.") String to,
      @Parameters(
              paramLabel = "PROBABILITY",
              arity = "0..1",
              defaultValue = "0.1",
              description = "Of a frame to be overtaken, 0 to 1. Default ${DEFAULT-VALUE}.")
          double probability,
      @Option(names = "--one-way", description = "Only what A sends to B.") boolean oneWay)
      throws CommandFailedException {
    return link(
        endpoint, from, to, oneWay, String.format(Locale.ROOT, "\"reorder\":%f", probability));
  }

  @Command(
      description = "Sets a region's clock ahead (or, with a negative number, back).",
      mixinStandardHelpOptions = true)
  int skew(
      @Mixin Endpoint endpoint,
      @Parameters(paramLabel = "REGION", description = "Whose clock.") String region,
      @Parameters(paramLabel = "MS", description = "0 to set it right.") long skewMs)
      throws CommandFailedException {
    return post(
        endpoint, "{\"clock\":{\"region\":\"%s\"},\"skewMs\":%d}".formatted(name(region), skewMs));
  }

  @Command(
      description = "Mends all links and sets all clocks right.",
      mixinStandardHelpOptions = true)
  int heal(@Mixin Endpoint endpoint) throws CommandFailedException {
    return post(endpoint, "{\"heal\":true}");
  }

  private int link(Endpoint endpoint, String from, String to, boolean oneWay, String fault)
      throws CommandFailedException {
    return post(
        endpoint,
        "{\"link\":{\"from\":\"%s\",\"to\":\"%s\",\"oneWay\":%b},%s}"
            .formatted(name(from), name(to), oneWay, fault));
  }

  private int post(Endpoint endpoint, String json) throws CommandFailedException {
    System.out.print(Outline.of(endpoint.client().post(PAGE, json).orThrow()));
    return 0;
  }

  private String name(String region) {
    try {
      return new Region(region).name();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
