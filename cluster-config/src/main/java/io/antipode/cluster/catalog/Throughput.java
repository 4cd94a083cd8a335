package io.antipode.cluster.catalog;

/** Provisioned capacity units per second; both zero where billing is per request. */
public record Throughput(long readUnits, long writeUnits) {
  public static final Throughput NONE = new Throughput(0, 0);

  /** The larger number of either kind. */
  public Throughput max(Throughput other) {
    return new Throughput(
        Math.max(readUnits, other.readUnits), Math.max(writeUnits, other.writeUnits));
  }
}
