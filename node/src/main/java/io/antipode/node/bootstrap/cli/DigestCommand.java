package io.antipode.node.bootstrap.cli;

import io.antipode.node.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code antipode digest TABLE}; exits with 1 where the regions differ. */
@Command(
    name = "digest",
    description =
        "Shows a table's items and hash per shard and region, and whether the regions are equal:"
            + " exits with 1 where they differ.",
    mixinStandardHelpOptions = true)
public final class DigestCommand implements Callable<Integer> {
  private static final int NOT_FOUND = 404;
  private static final int MAX_DEPTH = 16;

  @Mixin private Endpoint endpoint = new Endpoint();

  @Option(names = "--json", description = "One object for each region, in an array.")
  private boolean json;

  @Parameters(paramLabel = "TABLE", description = "The table's name.")
  private String table = "";

  @Override
  public Integer call() throws CommandFailedException {
    AdminClient client = endpoint.client();
    List<String> bodies = new ArrayList<>();
    for (String region : client.regions()) {
      AdminClient.Answer answer = client.get("/_antipode/digest/" + table, region);
      if (answer.status() != NOT_FOUND) {
        bodies.add(answer.orThrow());
      }
    }
    if (bodies.isEmpty()) {
      throw new CommandFailedException("no region has a table " + table);
    }
    boolean equal = bodies.stream().map(DigestCommand::shards).distinct().count() == 1;
    if (json) {
      System.out.println("[" + String.join(",", bodies) + "]");
    } else {
      for (String body : bodies) {
        System.out.println(Outline.of(body));
      }
      System.out.println(
          equal ? "equal in every region that has it: " + bodies.size() : "the regions differ");
    }
    return equal ? 0 : 1;
  }

  /** What must be equal: all but the region's own name. */
  private static Object shards(String body) {
    byte[] json = body.getBytes(StandardCharsets.UTF_8);
    if (JsonTree.read(json, json.length, MAX_DEPTH) instanceof Map<?, ?> answer
        && answer.get("shards") instanceof List<?> shards) {
      return shards;
    }
    throw new IllegalStateException("an answer without shards: " + body);
  }
}
