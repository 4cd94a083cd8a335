package io.antipode.node.storage;

import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.CheckpointSource;
import io.antipode.replication.checkpoint.CheckpointWriter;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.log.LogSlice;
import io.antipode.replication.loop.EventLoop;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A shard as those see it who copy its tables: what it holds, and what its log says since. Every
 * method runs on the shard's loop, and blocks nobody.
 */
public interface ArchiveShard {
  /**
   * Reads committed writes of the log, all tables and origins, in order: at once what is in memory,
   * else some hundred kilobytes, aside.
   *
   * @param fromPosition at least {@link LogShard#firstLogPosition}
   * @param maxBytes stop after about this many bytes
   * @param taker called on this loop or aside, never by both at once; where it takes no more, the
   *     read ends before that record
   * @return completes on this loop, exceptionally where the log can't be read
   */
  CompletionStage<LogShard.LogRead> read(long fromPosition, int maxBytes, LogSlice.Taker taker);

  /**
   * Closes the past: every own write that is decided after this call is above the time, even after
   * a restart.
   *
   * @param hlc a hybrid logical time, not far ahead of the wall clock
   */
  void closePast(long hlc);

  /** The greatest hybrid logical time that was given to a write, or taken from one. */
  long reachedHlc();

  /**
   * Writes a file in the layout of checkpoints.
   *
   * @param disk where it goes
   * @param aside where slices are asked for, on this shard's loop, and bytes are written, elsewhere
   * @param logPosition names the file in its folder
   * @param ownHlc that its header tells
   * @param done called once on the shard's loop
   */
  CheckpointWriter write(
      Disk disk,
      String folder,
      EventLoop aside,
      long logPosition,
      long ownHlc,
      CheckpointSource source,
      BiConsumer<@Nullable Checkpoint, @Nullable Exception> done);
}
