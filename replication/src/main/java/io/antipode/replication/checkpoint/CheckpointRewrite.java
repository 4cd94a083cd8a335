package io.antipode.replication.checkpoint;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.LoweredTimes;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.log.LogRewrite;
import io.antipode.replication.log.LogState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Writes a checkpoint once more, with other times. Blocks; any thread. */
public final class CheckpointRewrite {
  private final DiskFile file;
  private final CheckpointBlock block = new CheckpointBlock();
  private long lengthBytes;

  private CheckpointRewrite(DiskFile file) {
    this.file = file;
  }

  /** Writes a checkpoint into another folder, under the same name; durable when this returns. */
  public static void write(Disk disk, Checkpoint checkpoint, String toFolder, LoweredTimes times)
      throws IOException {
    String to = Checkpoints.pathOf(toFolder, checkpoint.header().logPosition());
    try (DiskFile file = disk.create(to);
        CheckpointReader reader = CheckpointReader.open(disk, checkpoint)) {
      CheckpointRewrite rewrite = new CheckpointRewrite(file);
      rewrite.append(CheckpointFormat.encode(with(checkpoint.header(), times)));
      boolean more = true;
      while (more) {
        more = reader.nextBlock(entry -> rewrite.block.add(LogRewrite.with(entry, times)));
        if (!rewrite.block.isEmpty()) {
          rewrite.append(rewrite.block.seal());
          rewrite.block.written();
        }
      }
      rewrite.append(rewrite.block.footer());
      file.sync();
    }
    disk.syncFolder(toFolder);
  }

  private void append(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    file.write(lengthBytes, bytes);
    lengthBytes += length;
  }

  private static CheckpointHeader with(CheckpointHeader header, LoweredTimes times) {
    LogState state = header.state();
    Map<Region, Long> watermarks = new TreeMap<>(state.watermarks());
    watermarks.replaceAll((origin, hlc) -> times.of(hlc));
    return new CheckpointHeader(
        header.shard(),
        header.region(),
        header.logPosition(),
        times.of(header.ownHlc()),
        new LogState(
            watermarks,
            times.of(state.tombstoneFloor()),
            state.standing(),
            times.of(state.toldHlc())),
        header.createdAtEpochMs());
  }
}
