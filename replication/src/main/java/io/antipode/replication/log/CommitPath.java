package io.antipode.replication.log;

import io.antipode.replication.disk.FatalDisk;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;

/**
 * How a shard's records become committed: alone on this node's disk, or by agreement of a replica
 * group. Commits complete in the order given. Confined to the shard's loop.
 */
public interface CommitPath {
  /** Makes the commit path of a shard. */
  interface Factory {
    /**
     * @param log whose records all come through this path from now on
     */
    CommitPath over(ShardLog log, EventLoop loop, Durability durability, FatalDisk fatal);
  }

  /**
   * Hears of one record's commit; on the shard's loop, never from within {@link #commit}; once, one
   * way or the other, while the process lives. What it throws keeps nobody else from hearing of
   * theirs.
   */
  interface Committed {
    /** Of something that nobody waits for. */
    Committed IGNORED =
        new Committed() {
          @Override
          public void committed(long position) {}

          @Override
          public void unknown() {}
        };

    /**
     * @param position of the record in the shard log
     */
    void committed(long position);

    /**
     * It can't be known whether the record is in the log: the disk failed while it was on its way.
     * The next run finds out. Nothing that is given afterwards is committed.
     */
    void unknown();
  }

  /** Commits a record, as durably as the shard is said to be. */
  void commit(LogRecord record, Committed callback);

  /**
   * Logs a record that the process must remember over its death and a power cut may take: it costs
   * no sync of its own and goes with the next one. Act on it after {@link #afterCommit}.
   */
  void note(LogRecord record);

  /**
   * Calls back, in order, once everything given to {@link #commit} before has been called back and
   * the death of the process doesn't take any more what was given to {@link #note}; never from
   * within this call, and not at all after a disk failure.
   */
  void afterCommit(Runnable then);

  /**
   * Calls back once everything given before survives a power cut, whatever the durability of
   * commits is; a checkpoint that covers a record waits for this.
   */
  void afterSync(Runnable then);

  /** Bytes given and not yet called back: the shard refuses writes above its bound. */
  long pendingBytes();

  /**
   * Commits what was given, calls back, and closes the log. Blocks; the caller sees to it that no
   * sync is running any more ({@link #afterSync}).
   */
  void close() throws IOException;
}
