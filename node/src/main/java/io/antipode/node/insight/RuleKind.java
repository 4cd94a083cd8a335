package io.antipode.node.insight;

import io.antipode.cluster.catalog.ContributorInsights.Mode;
import java.util.ArrayList;
import java.util.List;

/** What Contributor Insights look for, as AWS abbreviates it; in the order in which it is told. */
public enum RuleKind {
  /** The most accessed partition keys, by capacity units. */
  PKC,

  /** The most accessed items. */
  SKC,

  /** The partition keys with the most requests throttled. */
  PKT,

  /** The items with the most requests throttled. */
  SKT;

  boolean isOfItems() {
    return this == SKC || this == SKT;
  }

  boolean isOfThrottling() {
    return this == PKT || this == SKT;
  }

  /**
   * Those of a mode.
   *
   * @param hasSort whether there are items beside partitions
   */
  public static List<RuleKind> of(Mode mode, boolean hasSort) {
    List<RuleKind> kinds = new ArrayList<>();
    for (RuleKind kind : values()) {
      if ((hasSort || !kind.isOfItems())
          && (mode == Mode.ACCESSED_AND_THROTTLED_KEYS || kind.isOfThrottling())) {
        kinds.add(kind);
      }
    }
    return kinds;
  }
}
