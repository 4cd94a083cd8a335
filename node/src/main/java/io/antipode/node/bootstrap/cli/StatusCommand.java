package io.antipode.node.bootstrap.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code antipode status}. */
@Command(
    name = "status",
    description = "Shows a running store, region by region: shards, links, lag, conflicts.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  @Mixin private Endpoint endpoint = new Endpoint();

  @Option(names = "--json", description = "One object for each region, in an array.")
  private boolean json;

  @Override
  public Integer call() throws CommandFailedException {
    AdminClient client = endpoint.client();
    List<String> bodies = new ArrayList<>();
    for (String region : client.regions()) {
      bodies.add(client.get("/_antipode/status", region).orThrow());
    }
    if (json) {
      System.out.println("[" + String.join(",", bodies) + "]");
    } else {
      for (String body : bodies) {
        System.out.println(Outline.of(body));
      }
    }
    return 0;
  }
}
