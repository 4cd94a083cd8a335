package io.antipode.replication.link.vertx;

import io.antipode.cluster.topology.Printable;
import io.antipode.cluster.topology.Region;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of each side of a connection: {@code protocol(4) shards(4) cluster region
 * run(8)}, both texts as length(2) and UTF-8.
 *
 * @param cluster regions of one store share it
 * @param run tells one process from any other that serves as the same region
 */
record Hello(int protocol, int shardCount, String cluster, String region, long run) {
  /** Counts incompatible changes of what regions say to each other; 1 had no run. */
  static final int PROTOCOL = 2;

  static final int MAX_TEXT_BYTES = 256;

  byte[] encode() {
    byte[] clusterBytes = cluster.getBytes(StandardCharsets.UTF_8);
    byte[] regionBytes = region.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(20 + clusterBytes.length + regionBytes.length)
        .putInt(protocol)
        .putInt(shardCount)
        .putShort((short) clusterBytes.length)
        .put(clusterBytes)
        .putShort((short) regionBytes.length)
        .put(regionBytes)
        .putLong(run)
        .array();
  }

  /** Reads a greeting; null where the bytes are none. */
  static @Nullable Hello decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      int protocol = in.getInt();
      int shardCount = in.getInt();
      String cluster = text(in);
      String region = text(in);
      return new Hello(protocol, shardCount, cluster, region, protocol < 2 ? 0 : in.getLong());
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return null;
    }
  }

  private static String text(ByteBuffer in) {
    int length = in.getShort();
    if (length < 0 || length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException("text of " + length + " bytes");
    }
    byte[] text = new byte[length];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Why these two can't be peers, or null. */
  @Nullable String refusal(Hello theirs) {
    if (theirs.protocol != protocol) {
      return "it speaks protocol " + theirs.protocol + ", this region " + protocol;
    }
    if (!theirs.cluster.equals(cluster)) {
      return "it belongs to cluster '"
          + Printable.of(theirs.cluster, MAX_TEXT_BYTES)
          + "', this region to '"
          + cluster
          + "'";
    }
    if (theirs.shardCount != shardCount) {
      return "it has " + theirs.shardCount + " shards, this region " + shardCount;
    }
    return theirs.region.equals(region) ? "it is this region too: " + region : null;
  }

  /** The region's name as a value, or null where it is none. */
  @Nullable Region peer() {
    try {
      return new Region(region);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
