package io.antipode.node.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code antipode status}. */
@Command(
    name = "status",
    description = "Shows a running store: regions, shards, links, lag, conflicts.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  @Mixin private Endpoint endpoint = new Endpoint();

  @Option(names = "--json", description = "As it comes.")
  private boolean json;

  @Override
  public Integer call() throws CommandFailedException {
    String body = endpoint.client().get("/_antipode/status").orThrow();
    System.out.print(json ? body + "\n" : Outline.of(body));
    return 0;
  }
}
