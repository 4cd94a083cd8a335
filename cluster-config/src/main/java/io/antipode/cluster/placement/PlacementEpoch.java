package io.antipode.cluster.placement;

/**
 * Counts a region's placements, from 1. Whoever acts on a placement carries its epoch, and whoever
 * is acted upon refuses an older one than it has seen.
 */
public record PlacementEpoch(long number) implements Comparable<PlacementEpoch> {
  public static final PlacementEpoch FIRST = new PlacementEpoch(1);

  public PlacementEpoch {
    if (number < 1) {
      throw new IllegalArgumentException("placement epoch " + number + " is not positive");
    }
  }

  public PlacementEpoch next() {
    return new PlacementEpoch(number + 1);
  }

  @Override
  public int compareTo(PlacementEpoch other) {
    return Long.compare(number, other.number);
  }
}
