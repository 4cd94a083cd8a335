package io.antipode.load.workload;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The kinds of workloads, by name. */
public final class Workloads {
  private static final Map<String, Function<WorkloadOptions, Workload>> TYPES =
      new TreeMap<>(
          Map.of(
              "register", RegisterWorkload::new,
              "counter", CounterWorkload::new,
              "conflicts", ConflictsWorkload::new,
              "list-append", options -> new ListAppendWorkload(options, false),
              "transactions", options -> new ListAppendWorkload(options, true),
              "bank", BankWorkload::new,
              "pages", PagesWorkload::new,
              "index", IndexWorkload::new,
              "streams", StreamsWorkload::new,
              "batch", BatchWorkload::new));

  private Workloads() {}

  /** The names, sorted. */
  public static List<String> types() {
    return List.copyOf(TYPES.keySet());
  }

  /** Throws {@link IllegalArgumentException} for an unknown type. */
  public static Workload create(WorkloadOptions options) {
    Function<WorkloadOptions, Workload> type = TYPES.get(options.type());
    if (type == null) {
      throw new IllegalArgumentException(
          "no workload '" + options.type() + "'; there are " + types());
    }
    return type.apply(options);
  }
}
