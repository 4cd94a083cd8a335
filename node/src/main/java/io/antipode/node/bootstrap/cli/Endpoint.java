package io.antipode.node.bootstrap.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** The option that says which running store a command talks to. */
public final class Endpoint {
  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8000",
      description = "The store's front door or a region's own port. Default ${DEFAULT-VALUE}.")
  private URI uri = URI.create("http://127.0.0.1:8000");

  public AdminClient client() {
    return new AdminClient(uri);
  }
}
