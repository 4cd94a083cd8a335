package io.antipode.replication.log;

import io.antipode.replication.mutation.Mutation;

/**
 * How a shard's mutations become committed: alone on this node's disk, or by agreement of a replica
 * group. Commits complete in the order given. Confined to the shard's loop.
 */
public interface CommitPath {
  /**
   * Hears of one mutation's commit; on the shard's loop, never from within {@link #commit}. What it
   * throws keeps nobody else from hearing of theirs.
   */
  interface Committed {
    /**
     * @param position of the mutation in the shard log
     */
    void committed(long position);
  }

  /**
   * Commits a mutation. After a disk failure nothing is called back any more: the write is
   * indeterminate.
   */
  void commit(Mutation mutation, Committed callback);

  /**
   * Calls back once everything given to {@link #commit} before has been called back; never from
   * within this call.
   */
  void afterCommit(Runnable then);

  /**
   * Calls back once everything given to {@link #commit} before survives a power cut, whatever the
   * durability of commits is; a checkpoint that covers a mutation waits for this.
   */
  void afterSync(Runnable then);

  /** Bytes given and not yet called back: the shard refuses writes above its bound. */
  long pendingBytes();
}
