package io.antipode.load.bench.replication;

import io.antipode.load.http.ControlClient;
import io.antipode.load.target.AntipodeUp;
import java.util.List;

/** The regions of a running {@code up}: their clients, faults and counters. */
record Regions(AntipodeUp server, List<String> names, List<ControlClient> clients) {
  static Regions of(AntipodeUp server) {
    List<String> names = List.copyOf(server.regions().keySet());
    return new Regions(
        server,
        names,
        names.stream().map(name -> new ControlClient(server.address(name), name)).toList());
  }

  /** Cuts the link between the first two regions, or heals it. */
  void cutFirstLink(boolean cut) {
    ControlClient.Answer answer =
        clients
            .getFirst()
            .post(
                "/_antipode/faults",
                "{\"link\":{\"from\":\"%s\",\"to\":\"%s\"},\"cut\":%b}"
                    .formatted(names.get(0), names.get(1), cut));
    if (answer.status() != 200) {
      throw new IllegalStateException("faults: " + answer);
    }
  }

  String firstLink() {
    return names.get(0) + " <-> " + names.get(1);
  }

  /** Writes that lost against a concurrent one, as a region counted them. */
  static double conflicts(ControlClient client) {
    return client
        .get("/_antipode/metrics")
        .body()
        .lines()
        .filter(line -> line.contains("conflicts") && !line.startsWith("#"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
