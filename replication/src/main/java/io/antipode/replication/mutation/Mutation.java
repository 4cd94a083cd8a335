package io.antipode.replication.mutation;

import io.antipode.replication.clock.Version;
import org.jspecify.annotations.Nullable;

/**
 * The physical result of one write. Payloads are opaque here; the arrays are owned by the mutation
 * and never changed.
 *
 * @param key the item's key bytes; the first eight are the table id, big-endian
 * @param version of this write; {@code version.region()} is its origin
 * @param newImage the whole new item, or null for a tombstone
 * @param oldImage the whole item before, where a stream needs it and there was one
 * @param streamEpochMs {@code StreamDescriptor.createdAtMs} of the local stream that shows this
 *     change, 0 for none; local to a region's log, never shipped
 * @param flags {@link MutationFlag} bits
 */
public record Mutation(
    byte[] key,
    Version version,
    byte @Nullable [] newImage,
    byte @Nullable [] oldImage,
    long streamEpochMs,
    int flags) {

  /** There was an item under the key before this write (in this region). */
  public static final int HAD_OLD = 1;

  /** The new image equals the old: replicated and logged, but no stream record. */
  public static final int UNCHANGED = 1 << 1;

  /** A deletion by time to live: its stream record carries the service's identity. */
  public static final int EXPIRED = 1 << 2;

  /**
   * Came by seed or repair, out of its origin's order: says nothing about the origin's watermark.
   */
  public static final int OUT_OF_ORDER = 1 << 3;

  /**
   * Does what a transaction held the item for: the hold ends with this very record. Local to a
   * region's log.
   */
  public static final int SETTLES = 1 << 4;

  public boolean isTombstone() {
    return newImage == null;
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** The table id: the first eight bytes of the key. */
  public long tableId() {
    return tableIdOf(key);
  }

  /** The table id in the first eight bytes of a key. */
  public static long tableIdOf(byte[] key) {
    long id = 0;
    for (int i = 0; i < 8; i++) {
      id = id << 8 | (key[i] & 0xff);
    }
    return id;
  }
}
