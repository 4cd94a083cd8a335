package io.antipode.cluster.topology;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Immutable maps by region, in order of name. {@link Map#copyOf} has an order that differs from one
 * JVM to the next, and whoever sends to one region after another would do so in that order: a
 * simulated seed must mean the same everywhere.
 */
public final class ByRegion {
  private ByRegion() {}

  /** A copy that nobody changes. */
  public static <T> Map<Region, T> copyOf(Map<Region, ? extends T> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
