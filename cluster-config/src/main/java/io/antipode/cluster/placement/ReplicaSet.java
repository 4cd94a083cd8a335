package io.antipode.cluster.placement;

import io.antipode.cluster.topology.NodeId;
import java.util.List;

/** The nodes of a region that hold one shard; the first is preferred as its owner. */
public record ReplicaSet(List<NodeId> nodes) {
  public ReplicaSet {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty() || nodes.stream().distinct().count() != nodes.size()) {
      throw new IllegalArgumentException("a shard is held by one or more different nodes");
    }
  }

  public NodeId preferred() {
    return nodes.getFirst();
  }

  public boolean contains(NodeId node) {
    return nodes.contains(node);
  }
}
