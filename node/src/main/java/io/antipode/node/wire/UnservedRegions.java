package io.antipode.node.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once for each name that requests for a region which isn't here are served by another. Any
 * thread.
 */
final class UnservedRegions {
  private static final Logger LOG = LoggerFactory.getLogger(UnservedRegions.class);

  /** Names come from clients, who may make them up. */
  private static final int MAX_NAMES = 64;

  private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final String servedBy;

  /**
   * @param servedBy the region that takes their place
   */
  UnservedRegions(String servedBy) {
    this.servedBy = servedBy;
  }

  /** Returns whether it was said just now. */
  boolean tell(String name) {
    if (told.contains(name) || told.size() >= MAX_NAMES || !PRINTABLE.matcher(name).matches()) {
      return false;
    }
    boolean first = told.add(name);
    if (first) {
      LOG.warn(
          "requests signed for the region {}, which isn't here, are served by {}", name, servedBy);
    }
    return first;
  }
}
