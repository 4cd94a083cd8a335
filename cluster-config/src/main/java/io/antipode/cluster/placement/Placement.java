package io.antipode.cluster.placement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.cluster.topology.NodeId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which nodes of a region hold which shard.
 *
 * @param shards by shard number; its size is the cluster's shard count, which never changes
 */
public record Placement(PlacementEpoch epoch, List<ReplicaSet> shards) {
  private static final String FORMAT = "1";

  public Placement {
    shards = List.copyOf(shards);
    if (shards.isEmpty() || shards.size() > ShardId.MAX_COUNT) {
      throw new IllegalArgumentException(
          "a cluster has 1 to " + ShardId.MAX_COUNT + " shards, not " + shards.size());
    }
  }

  /** The first placement of a region of one node. */
  public static Placement onOneNode(NodeId node, int shardCount) {
    return new Placement(
        PlacementEpoch.FIRST, Collections.nCopies(shardCount, new ReplicaSet(List.of(node))));
  }

  public int shardCount() {
    return shards.size();
  }

  public ReplicaSet holders(ShardId shard) {
    return shards.get(shard.number());
  }

  /** The shards that a node holds, ascending. */
  public List<ShardId> heldBy(NodeId node) {
    return IntStream.range(0, shards.size())
        .filter(number -> shards.get(number).contains(node))
        .mapToObj(ShardId::new)
        .toList();
  }

  public boolean supersedes(Placement other) {
    return epoch.compareTo(other.epoch) > 0;
  }

  /** Words: format, epoch, then each shard's nodes, joined by commas. */
  public byte[] encode() {
    return (FORMAT
            + " "
            + epoch.number()
            + shards.stream()
                .map(set -> set.nodes().stream().map(NodeId::name).collect(Collectors.joining(",")))
                .collect(Collectors.joining(" ", " ", "")))
        .getBytes(UTF_8);
  }

  /**
   * @throws IllegalArgumentException for anything that {@link #encode} does not write
   */
  public static Placement decode(byte[] bytes) {
    List<String> words = List.of(new String(bytes, UTF_8).split(" ", -1));
    if (words.size() < 3 || !words.getFirst().equals(FORMAT)) {
      throw new IllegalArgumentException("not a placement: " + words);
    }
    return new Placement(
        new PlacementEpoch(Long.parseLong(words.get(1))),
        words.subList(2, words.size()).stream().map(Placement::decodeSet).toList());
  }

  private static ReplicaSet decodeSet(String word) {
    return new ReplicaSet(Arrays.stream(word.split(",", -1)).map(NodeId::new).toList());
  }
}
