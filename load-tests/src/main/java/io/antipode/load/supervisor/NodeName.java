package io.antipode.load.supervisor;

/**
 * A node of a region.
 *
 * @param number from 1, in its region
 */
public record NodeName(String region, int number) implements Comparable<NodeName> {
  public NodeName {
    if (number < 1) {
      throw new IllegalArgumentException("node " + number);
    }
  }

  /** As its settings call it. */
  public String local() {
    return "node-" + number;
  }

  @Override
  public int compareTo(NodeName other) {
    int byRegion = region.compareTo(other.region);
    return byRegion != 0 ? byRegion : Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return region + "/" + local();
  }
}
