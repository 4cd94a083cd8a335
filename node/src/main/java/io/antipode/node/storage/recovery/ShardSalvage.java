package io.antipode.node.storage.recovery;

import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Bytes;
import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.CheckpointReader;
import io.antipode.replication.checkpoint.Checkpoints;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.log.ClockBoundFile;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.LogSalvage;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be read of a shard that can't be told, and nobody else has: a new log is made of it, to
 * which peers then add what they have. Of each item the newest write that can be read counts; the
 * times of the region's own stay, so that peers which lack one are sent it.
 *
 * <p>The new log promises that nothing follows below the old clock's bound. So whatever peers know
 * of this region's writes is no more than this log has reached, and they go on from there.
 *
 * <p>Blocks; any one thread.
 */
public final class ShardSalvage {
  /** Says which writes nobody else has. */
  public interface Keep {
    boolean holds(Mutation mutation);

    /** Whether a deletion is something that the table's shard remembers. */
    boolean keepsDeletions(long tableId);
  }

  private static final Logger LOG = LoggerFactory.getLogger(ShardSalvage.class);

  /** Kept in memory at once: an eighth of what the process may use. */
  private static final long MAX_BYTES = Runtime.getRuntime().maxMemory() / 8;

  private static final int OVERHEAD_BYTES = 200;

  /** A write, and up to where the log must not have wiped its table since. */
  private record Kept(Mutation mutation, long position) {}

  private final Disk disk;
  private final ShardOptions options;
  private final Keep keep;
  private final Map<Bytes, Kept> kept = new HashMap<>();
  private long keptBytes;
  private long greatestHlc;
  private long unreadable;

  private ShardSalvage(Disk disk, ShardOptions options, Keep keep) {
    this.disk = disk;
    this.options = options;
    this.keep = keep;
  }

  /**
   * Reads all that can be read.
   *
   * @throws IOException where it is more than fits into memory
   */
  public static ShardSalvage read(Disk disk, ShardOptions options, Keep keep) throws IOException {
    ShardSalvage salvage = new ShardSalvage(disk, options, keep);
    try {
      salvage.readLog(salvage.readCheckpoints());
      return salvage;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** How many writes are kept. */
  public int writes() {
    return kept.size();
  }

  /** How many records of the log, that no whole checkpoint covers, can't be read; at least. */
  public long unreadable() {
    return unreadable;
  }

  /** Returns up to where the log is covered by a whole checkpoint; 0 where none is whole. */
  private long readCheckpoints() throws IOException {
    long covered = 0;
    List<Checkpoint> found = Checkpoints.list(disk, options.checkpointFolder(), damage -> {});
    for (Checkpoint checkpoint : found.reversed()) {
      long position = checkpoint.header().logPosition();
      greatestHlc = Math.max(greatestHlc, checkpoint.header().ownHlc());
      greatestHlc = Math.max(greatestHlc, checkpoint.header().state().toldHlc());
      try (CheckpointReader reader = CheckpointReader.open(disk, checkpoint)) {
        while (reader.nextBlock(entry -> take(entry, position))) {
          requireRoom();
        }
        covered = Math.max(covered, position);
      } catch (DamagedFileException e) {
        LOG.info("{}; what comes before that is kept", e.getMessage());
      }
    }
    return covered;
  }

  private void readLog(long covered) throws IOException {
    long[] beyond = new long[1];
    LogSalvage.Found found =
        LogSalvage.visit(
            disk,
            options.logFolder(),
            options.log(),
            (position, record) -> {
              beyond[0] += position > covered ? 1 : 0;
              take(position, record);
              return true;
            });
    CleanMark mark = CleanMark.read(disk, options.markFile());
    long end =
        Math.max(
            Math.max(found.lastPosition(), KnownEnd.of(disk, options, mark)),
            ClockBoundFile.knownLogEnd(disk, options.clockFile()));
    unreadable = Math.max(0, end - covered - beyond[0]);
  }

  private void take(long position, LogRecord record) {
    switch (record) {
      case LogRecord.Write(Mutation mutation) -> {
        take(mutation, position);
        requireRoom();
      }
      case LogRecord.Wiped(long tableId) ->
          kept.values()
              .removeIf(each -> each.mutation.tableId() == tableId && each.position < position);
      case LogRecord.Told(long hlc) -> greatestHlc = Math.max(greatestHlc, hlc);
      case LogRecord.Reached _,
          LogRecord.Restarted _,
          LogRecord.Floor _,
          LogRecord.Forgotten _,
          LogRecord.Stands _ -> {}
    }
  }

  private void take(Mutation mutation, long position) {
    if (mutation.version().region().equals(options.region())) {
      greatestHlc = Math.max(greatestHlc, mutation.version().hlc());
    }
    if (!keep.holds(mutation)) {
      return;
    }
    Bytes key = new Bytes(mutation.key());
    Kept before = kept.get(key);
    if (before == null || mutation.version().beats(before.mutation.version())) {
      kept.put(key, new Kept(mutation, position));
      keptBytes += sizeOf(mutation) - (before == null ? 0 : sizeOf(before.mutation));
    }
  }

  private static long sizeOf(Mutation mutation) {
    byte[] image = mutation.newImage();
    return OVERHEAD_BYTES + 2L * mutation.key().length + (image == null ? 0 : image.length);
  }

  private void requireRoom() {
    if (keptBytes > MAX_BYTES) {
      throw new UncheckedIOException(
          new IOException(
              "%s: what is to be kept of it takes more than %d MB; see ANTIPODE_OPTS=-Xmx"
                  .formatted(options.folder(), MAX_BYTES >> 20)));
    }
  }

  /** Makes a log of it in a folder that is absent, which peers have to fill; durable after this. */
  public void write(String folder) throws IOException {
    ShardOptions to = options.withFolder(folder);
    long bound = ClockBoundFile.bound(disk, options.clockFile());
    long promise = Math.max(bound, greatestHlc + ClockBoundFile.RESERVE_HLC);
    List<Mutation> ordered = new ArrayList<>();
    for (Kept each : kept.values()) {
      Mutation mutation = each.mutation;
      if (!mutation.isTombstone() || keep.keepsDeletions(mutation.tableId())) {
        ordered.add(alone(mutation));
      }
    }
    ordered.sort(Comparator.comparing(Mutation::version));
    ShardLog log = ShardLog.open(disk, to.logFolder(), to.log());
    for (Mutation mutation : ordered) {
      log.append(new LogRecord.Write(mutation));
      log.write();
    }
    log.append(new LogRecord.Told(promise));
    log.close();
    ShardInspection.beginAnew(disk, to);
  }

  /** Streams have shown it; of other regions' writes it says nothing but that it is here. */
  private Mutation alone(Mutation mutation) {
    Region origin = mutation.version().region();
    int flags = mutation.flags() & (Mutation.EXPIRED | Mutation.OUT_OF_ORDER);
    return new Mutation(
        mutation.key(),
        mutation.version(),
        mutation.newImage(),
        null,
        0,
        origin.equals(options.region()) ? flags : flags | Mutation.OUT_OF_ORDER);
  }
}
