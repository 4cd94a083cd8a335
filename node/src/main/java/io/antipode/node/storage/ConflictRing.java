package io.antipode.node.storage;

import io.antipode.replication.merge.ConflictRecord;
import java.util.ArrayDeque;
import java.util.List;

/** The newest losers of conflicts, and how many there were. */
final class ConflictRing {
  static final int KEPT = 1_000;

  /** Images of this size altogether stay at most: 1,000 losers could be 400 MB. */
  static final long MAX_IMAGE_BYTES = 4L << 20;

  private final long maxImageBytes;

  private final ArrayDeque<ConflictRecord> newest = new ArrayDeque<>();
  private long imageBytes;
  private long count;

  /**
   * @param maxImageBytes no more than {@link #MAX_IMAGE_BYTES}
   */
  ConflictRing(long maxImageBytes) {
    this.maxImageBytes = maxImageBytes;
  }

  void add(ConflictRecord conflict) {
    count++;
    newest.add(conflict);
    imageBytes += sizeOf(conflict);
    while (newest.size() > KEPT || (imageBytes > maxImageBytes && newest.size() > 1)) {
      imageBytes -= sizeOf(newest.remove());
    }
  }

  private static long sizeOf(ConflictRecord conflict) {
    byte[] image = conflict.loserImage();
    return (long) conflict.key().length + (image == null ? 0 : image.length);
  }

  long count() {
    return count;
  }

  /** Oldest first. */
  List<ConflictRecord> newest() {
    return List.copyOf(newest);
  }
}
