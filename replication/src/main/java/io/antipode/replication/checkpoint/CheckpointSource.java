package io.antipode.replication.checkpoint;

import io.antipode.replication.mutation.Mutation;

/** Gives a shard's entries to a checkpoint, slice by slice; called on the shard's loop. */
public interface CheckpointSource {
  /**
   * Adds the next committed entries (items and tombstones, no old images) in ascending order of
   * their keys as unsigned bytes, until the sink is full or none is left. Writes go on between
   * slices: an entry is as it stands when its slice comes.
   *
   * @return whether more may follow
   */
  boolean slice(Sink sink);

  /**
   * Asked once, after the last slice; whoever can't tell is believed.
   *
   * @return false where what was given can't be right: then there is no checkpoint of it
   */
  default boolean isSound() {
    return true;
  }

  /** Takes the entries of a slice. */
  interface Sink {
    /**
     * @throws IllegalArgumentException for a key that does not follow the last one
     */
    void add(Mutation entry);

    /** Whether the slice is large enough; one more entry never hurts. */
    boolean isFull();
  }
}
