package io.antipode.node.storage.recovery;

import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.Checkpoints;
import io.antipode.replication.disk.Disk;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How far a shard's log had come for good, as the files beside it say: it can't tell itself. */
public final class KnownEnd {
  private KnownEnd() {}

  /**
   * A checkpoint gets its name only once the log up to its position is durable, and a mark is the
   * last thing that a stop writes. Were a log without its end to go on, it would give positions
   * once more that a checkpoint covers, and the next start would pass over what lies there. Blocks.
   *
   * @return 0 where nothing is known
   */
  public static long of(Disk disk, ShardOptions options, @Nullable CleanMark mark)
      throws IOException {
    long known = mark == null ? 0 : mark.logPosition();
    for (Checkpoint each : Checkpoints.list(disk, options.checkpointFolder(), damage -> {})) {
      known = Math.max(known, each.header().logPosition());
    }
    return known;
  }
}
