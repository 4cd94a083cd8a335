package io.antipode.load.workload;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The kinds of workloads, by name. */
public final class Workloads {
  /**
   * Clients that call actions of shards and know when their region's process dies: simulations make
   * them themselves.
   */
  public static final String SHARDS = "shards";

  private static final Map<String, Function<WorkloadOptions, Workload>> TYPES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("register", RegisterWorkload::new),
              Map.entry("counter", CounterWorkload::new),
              Map.entry("conflicts", ConflictsWorkload::new),
              Map.entry("list-append", options -> new ListAppendWorkload(options, false)),
              Map.entry("transactions", options -> new ListAppendWorkload(options, true)),
              Map.entry("bank", BankWorkload::new),
              Map.entry("pages", PagesWorkload::new),
              Map.entry("index", IndexWorkload::new),
              Map.entry("streams", StreamsWorkload::new),
              Map.entry("batch", BatchWorkload::new),
              Map.entry("ttl", TtlWorkload::new)));

  private Workloads() {}

  /** The names, sorted. */
  public static List<String> types() {
    return Stream.concat(TYPES.keySet().stream(), Stream.of(SHARDS)).sorted().toList();
  }

  /** Throws {@link IllegalArgumentException} for an unknown type, and for {@link #SHARDS}. */
  public static Workload create(WorkloadOptions options) {
    Function<WorkloadOptions, Workload> type = TYPES.get(options.type());
    if (type == null) {
      throw new IllegalArgumentException(
          "no workload '" + options.type() + "'; there are " + types());
    }
    return type.apply(options);
  }
}
