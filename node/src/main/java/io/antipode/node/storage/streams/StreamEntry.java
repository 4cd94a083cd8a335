package io.antipode.node.storage.streams;

import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import org.jspecify.annotations.Nullable;

/**
 * One change as a stream shows it; the bytes are the log's and never changed.
 *
 * @param expired a deletion by time to live
 * @param newImage null where there is none, or the view leaves it out; so the old one
 */
public record StreamEntry(
    long position,
    Kind kind,
    boolean expired,
    Version version,
    byte[] key,
    byte @Nullable [] newImage,
    byte @Nullable [] oldImage) {

  /** What became of the item. */
  public enum Kind {
    INSERT,
    MODIFY,
    REMOVE
  }

  /** Whether the stream that a mutation names has a record of it: something changed. */
  public static boolean isShown(Mutation mutation) {
    return mutation.streamEpochMs() != 0
        && !mutation.has(Mutation.UNCHANGED)
        && (!mutation.isTombstone() || mutation.has(Mutation.HAD_OLD));
  }

  /** A mutation that is shown, as a view shows it. */
  public static StreamEntry of(long position, Mutation mutation, StreamViewType view) {
    return new StreamEntry(
        position,
        kindOf(mutation),
        mutation.has(Mutation.EXPIRED),
        mutation.version(),
        mutation.key(),
        view.showsNew() ? mutation.newImage() : null,
        view.showsOld() ? mutation.oldImage() : null);
  }

  private static Kind kindOf(Mutation mutation) {
    if (mutation.isTombstone()) {
      return Kind.REMOVE;
    }
    return mutation.has(Mutation.HAD_OLD) ? Kind.MODIFY : Kind.INSERT;
  }

  /** What counts against the size of a page. */
  long sizeBytes() {
    return key.length
        + (newImage == null ? 0L : newImage.length)
        + (oldImage == null ? 0L : oldImage.length);
  }
}
