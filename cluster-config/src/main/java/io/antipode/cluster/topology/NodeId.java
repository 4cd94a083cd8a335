package io.antipode.cluster.topology;

/**
 * A node's name, unique within its region: 1 to 64 letters, digits, dots, dashes or underscores.
 */
public record NodeId(String name) implements Comparable<NodeId> {
  public NodeId {
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("not a node name: '" + name + "'");
    }
  }

  @Override
  public int compareTo(NodeId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
