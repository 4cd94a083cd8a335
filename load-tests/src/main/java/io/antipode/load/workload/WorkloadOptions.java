package io.antipode.load.workload;

/**
 * The size of a workload; what a kind has no use for is ignored.
 *
 * @param type one of {@link Workloads#types}
 * @param table its table; workloads of one run use different ones
 * @param clients of each region
 * @param keys how many keys are contended for
 * @param pauseMs the mean time between an answer and the client's next call
 * @param itemBytes the size of padding in items
 */
public record WorkloadOptions(
    String type, String table, int clients, int keys, int pauseMs, int itemBytes) {
  public WorkloadOptions {
    if (clients < 1 || keys < 1 || pauseMs < 0 || itemBytes < 0) {
      throw new IllegalArgumentException("clients and keys start at 1, pauseMs and itemBytes at 0");
    }
  }

  /** A small one: 2 clients a region, 5 keys, 20 ms pauses, 40 bytes, a table of its own name. */
  public static WorkloadOptions of(String type) {
    return new WorkloadOptions(type, type, 2, 5, 20, 40);
  }
}
