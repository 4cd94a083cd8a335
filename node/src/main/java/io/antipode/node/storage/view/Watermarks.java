package io.antipode.node.storage.view;

import io.antipode.cluster.topology.Region;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to which time each region's writes are here; times only rise, but for a region's that lost its
 * disk. Raised by every write, so it is two arrays and no boxes. One thread at a time.
 */
public final class Watermarks {
  private Region[] origins;
  private long[] hlcs;

  public Watermarks(Map<Region, Long> from) {
    origins = from.keySet().toArray(Region[]::new);
    hlcs = new long[origins.length];
    for (int i = 0; i < origins.length; i++) {
      hlcs[i] = from.getOrDefault(origins[i], 0L);
    }
  }

  /** 0 for a region of which nothing is known. */
  public long of(Region origin) {
    int at = find(origin);
    return at < 0 ? 0 : hlcs[at];
  }

  public void reached(Region origin, long hlc) {
    int at = find(origin);
    if (at < 0) {
      at = origins.length;
      origins = Arrays.copyOf(origins, at + 1);
      hlcs = Arrays.copyOf(hlcs, at + 1);
      origins[at] = origin;
    }
    hlcs[at] = Math.max(hlcs[at], hlc);
  }

  public void restarted(Region origin, long hlc) {
    int at = find(origin);
    if (at >= 0) {
      hlcs[at] = Math.min(hlcs[at], hlc);
    }
  }

  private int find(Region origin) {
    for (int i = 0; i < origins.length; i++) {
      if (origins[i].equals(origin)) {
        return i;
      }
    }
    return -1;
  }

  Map<Region, Long> sum() {
    Map<Region, Long> sum = HashMap.newHashMap(origins.length);
    for (int i = 0; i < origins.length; i++) {
      sum.put(origins[i], hlcs[i]);
    }
    return sum;
  }
}
