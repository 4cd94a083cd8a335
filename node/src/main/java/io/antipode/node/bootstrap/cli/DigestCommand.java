package io.antipode.node.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code antipode digest TABLE}. */
@Command(
    name = "digest",
    description = "Shows a table's items and hash per shard; equal in all regions once converged.",
    mixinStandardHelpOptions = true)
public final class DigestCommand implements Callable<Integer> {
  @Mixin private Endpoint endpoint = new Endpoint();

  @Option(names = "--json", description = "As it comes.")
  private boolean json;

  @Parameters(paramLabel = "TABLE", description = "The table's name.")
  private String table = "";

  @Override
  public Integer call() throws CommandFailedException {
    String body = endpoint.client().get("/_antipode/digest/" + table).orThrow();
    System.out.print(json ? body + "\n" : Outline.of(body));
    return 0;
  }
}
