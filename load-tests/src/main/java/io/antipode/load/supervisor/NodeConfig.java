package io.antipode.load.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;

/** A node's settings as the YAML file that {@code ./antipode node --config} reads. */
record NodeConfig(
    NodeName name,
    Path dataFolder,
    String bind,
    int port,
    int replicationPort,
    SortedMap<String, InetSocketAddress> peers,
    int shardCount,
    String durability) {
  void write(Path file) {
    StringBuilder yaml = new StringBuilder();
    line(yaml, "region", name.region());
    line(yaml, "node", name.local());
    line(yaml, "data", dataFolder.toAbsolutePath().toString());
    line(yaml, "bind", bind);
    line(yaml, "port", Integer.toString(port));
    line(yaml, "replicationPort", Integer.toString(replicationPort));
    line(yaml, "shardCount", Integer.toString(shardCount));
    line(yaml, "durability", durability);
    line(yaml, "faults", "true");
    yaml.append("peers:\n");
    peers.forEach(
        (region, address) ->
            line(
                yaml,
                "  " + region,
                address.getAddress().getHostAddress() + ":" + address.getPort()));
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void line(StringBuilder yaml, String name, String value) {
    yaml.append(name).append(": ").append(value).append('\n');
  }
}
