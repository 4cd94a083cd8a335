package io.antipode.node.runtime;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What memory this process has, of the machine or of the container that it runs in. Fixed when it
 * starts.
 *
 * @param heapBytes that the heap may grow to ({@code -Xmx})
 * @param keyBytes outside the heap, for the order of keys
 */
public record ProcessMemory(long heapBytes, long keyBytes) {
  /** Megabytes for the order of keys, where what this class makes of the machine won't do. */
  public static final String KEYS_MB = "antipode.keys.mb";

  private static final long MIN_KEY_BYTES = 64L << 20;

  /** Code, classes, threads, and buffers of sockets and files. */
  private static final long PROGRAM_BYTES = 256L << 20;

  /** Half of what heap and program leave is for keys: the other half keeps files at hand. */
  public static ProcessMemory ofThisProcess() {
    long heapBytes = Runtime.getRuntime().maxMemory();
    Long keysMb = Long.getLong(KEYS_MB);
    return keysMb == null
        ? of(heapBytes, machineBytes())
        : new ProcessMemory(heapBytes, keysMb << 20);
  }

  static ProcessMemory of(long heapBytes, long machineBytes) {
    long left = machineBytes - heapBytes - PROGRAM_BYTES;
    return new ProcessMemory(heapBytes, Math.max(MIN_KEY_BYTES, left / 2));
  }

  /** Of the container, where this is one. */
  private static long machineBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }
}
