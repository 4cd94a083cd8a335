package io.antipode.cluster.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * A node as it announces itself to its region.
 *
 * @param apiAddress {@code host:port} where it serves clients
 * @param replicationAddress {@code host:port} where it takes peer regions' connections
 */
public record Member(NodeId node, String apiAddress, String replicationAddress) {
  private static final String FORMAT = "1";

  public Member {
    if (apiAddress.isBlank() || replicationAddress.isBlank()) {
      throw new IllegalArgumentException("a member needs both of its addresses");
    }
  }

  /** Four words: format, node, both addresses. */
  public byte[] encode() {
    return String.join(" ", FORMAT, node.name(), apiAddress, replicationAddress).getBytes(UTF_8);
  }

  /**
   * @throws IllegalArgumentException for anything that {@link #encode} does not write
   */
  public static Member decode(byte[] bytes) {
    List<String> words = List.of(new String(bytes, UTF_8).split(" ", -1));
    if (words.size() != 4 || !words.getFirst().equals(FORMAT)) {
      throw new IllegalArgumentException("not a member: " + words);
    }
    return new Member(new NodeId(words.get(1)), words.get(2), words.get(3));
  }
}
