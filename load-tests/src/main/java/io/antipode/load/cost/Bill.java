package io.antipode.load.cost;

/**
 * What a request cost the thread that answered it.
 *
 * @param cpuNs of the thread, others' turns on the processor not counted
 * @param allocatedBytes by the thread, whether garbage since or not
 * @param touchedBytes of the request, of the items that it may look at, and of its answer
 */
public record Bill(long cpuNs, long allocatedBytes, long touchedBytes) {
  /** What the loop that others share may be held for, however small the request. */
  static final long MAX_CPU_NS = 50_000_000;

  /** More for what is large: 50 MB a second is slow for any reader of bytes. */
  static final long MAX_CPU_NS_PER_BYTE = 20;

  static final long MAX_ALLOCATED_PER_BYTE = 64;

  /** What every request may allocate, were it of no bytes. */
  static final long MAX_ALLOCATED_BYTES = 256 << 10;

  boolean isWithinBounds() {
    return cpuNs <= MAX_CPU_NS + MAX_CPU_NS_PER_BYTE * touchedBytes
        && allocatedBytes <= MAX_ALLOCATED_BYTES + MAX_ALLOCATED_PER_BYTE * touchedBytes;
  }

  /** The lesser of both in each figure: what else ran in one of two runs is no fault of it. */
  Bill least(Bill other) {
    return new Bill(
        Math.min(cpuNs, other.cpuNs),
        Math.min(allocatedBytes, other.allocatedBytes),
        Math.max(touchedBytes, other.touchedBytes));
  }

  @Override
  public String toString() {
    return "%.1f ms, %,d KB allocated for %,d KB"
        .formatted(cpuNs / 1e6, allocatedBytes >> 10, touchedBytes >> 10);
  }
}
