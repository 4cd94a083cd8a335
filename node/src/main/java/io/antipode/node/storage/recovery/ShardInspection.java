package io.antipode.node.storage.recovery;

import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.CheckpointReader;
import io.antipode.replication.checkpoint.Checkpoints;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.log.ClockBoundFile;
import io.antipode.replication.log.LogInspection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is damaged in a shard's folder at rest, and what can be done about it:
 *
 * <pre>
 *   the folder, or its log, is gone                        begin anew, from peers
 *   a checkpoint; the rest does without                    set that file aside
 *   a file of the log; a whole checkpoint covers it        set it aside, and those before it
 *   a file of the log that is needed                       begin anew, from peers
 *   the log ends before what a checkpoint, mark or clock
 *   says that it had                                       begin anew, from peers
 *   the log begins after any whole checkpoint              begin anew, from peers
 *   an earlier build's list of tables that it wiped        begin anew, from peers
 * </pre>
 *
 * <p>Views, the clean mark and the clock's bound are not looked at: a start mends those by itself.
 * Nothing is changed. Blocks, on any one thread.
 */
public final class ShardInspection {
  /** One thing that is wrong. */
  public sealed interface Damage {
    /** With file and offset, for people. */
    String what();

    /** The files, by their path on the disk, are not needed by anybody but readers of the past. */
    record Spare(String what, List<String> files) implements Damage {}

    /** What the shard holds can't be told from its own files. */
    record Fatal(String what) implements Damage {}
  }

  private final Disk disk;
  private final ShardOptions options;
  private final List<Damage> damages = new ArrayList<>();

  private ShardInspection(Disk disk, ShardOptions options) {
    this.disk = disk;
    this.options = options;
  }

  /** Empty where the shard can be opened. */
  public static List<Damage> inspect(Disk disk, ShardOptions options) throws IOException {
    ShardInspection inspection = new ShardInspection(disk, options);
    if (isToBeSeeded(disk, options)) {
      return List.of();
    }
    if (isGone(disk, options)) {
      inspection.damages.add(new Damage.Fatal(options.folder() + " is gone, or has no log"));
    } else {
      inspection.inspect();
    }
    return inspection.damages;
  }

  /** Whether a shard has no file of a log: one that was ever opened has. */
  public static boolean isGone(Disk disk, ShardOptions options) throws IOException {
    return disk.list(options.logFolder()).stream()
        .noneMatch(name -> LogInspection.firstPositionOf(name) > 0);
  }

  /** Makes a folder that holds nothing one of a shard that peers have to fill before it serves. */
  public static void beginAnew(Disk disk, ShardOptions options) throws IOException {
    disk.create(SideFiles.staleFile(options.folder())).close();
    disk.syncFolder(options.folder());
  }

  /** Whether that has been done and the shard not been opened since. */
  public static boolean isToBeSeeded(Disk disk, ShardOptions options) throws IOException {
    return disk.exists(SideFiles.staleFile(options.folder()));
  }

  private void inspect() throws IOException {
    long coveredPosition = wholeCheckpoint();
    try {
      SideFiles.open(disk, options.folder(), 0, Long.MAX_VALUE);
    } catch (DamagedFileException e) {
      damages.add(new Damage.Fatal(String.valueOf(e.getMessage())));
      return;
    }
    try {
      CleanMark mark = CleanMark.read(disk, options.markFile());
      long knownEnd =
          Math.max(
              ClockBoundFile.knownLogEnd(disk, options.clockFile()),
              KnownEnd.of(disk, options, mark));
      LogInspection.lastPosition(disk, options.logFolder(), options.log(), knownEnd);
    } catch (DamagedFileException e) {
      judge(e, coveredPosition);
      return;
    }
    List<Long> first = segments();
    if (first.getFirst() > coveredPosition + 1) {
      damages.add(
          new Damage.Fatal(
              "%s: no whole checkpoint that the log, which begins at %d, continues"
                  .formatted(options.checkpointFolder(), first.getFirst())));
    }
  }

  private List<Long> segments() throws IOException {
    return disk.list(options.logFolder()).stream()
        .map(LogInspection::firstPositionOf)
        .filter(first -> first > 0)
        .toList();
  }

  /** The log position of the newest checkpoint that can be read to its end; 0 for none. */
  private long wholeCheckpoint() throws IOException {
    List<DamagedFileException> found = new ArrayList<>();
    long newest = 0;
    for (Checkpoint checkpoint : Checkpoints.list(disk, options.checkpointFolder(), found::add)) {
      try {
        CheckpointReader.readAll(disk, checkpoint, entry -> {});
        newest = Math.max(newest, checkpoint.header().logPosition());
      } catch (DamagedFileException e) {
        found.add(e);
      }
    }
    for (DamagedFileException e : found) {
      damages.add(new Damage.Spare(String.valueOf(e.getMessage()), List.of(e.file())));
    }
    return newest;
  }

  /** A file can go where the next one begins no later than what the checkpoint leaves out. */
  private void judge(DamagedFileException damage, long coveredPosition) throws IOException {
    List<String> before = new ArrayList<>();
    boolean passed = false;
    for (String name : disk.list(options.logFolder())) {
      long first = LogInspection.firstPositionOf(name);
      String path = options.logFolder() + "/" + name;
      if (passed && first > 0 && first <= coveredPosition + 1) {
        damages.add(new Damage.Spare(String.valueOf(damage.getMessage()), before));
        return;
      }
      if (!passed && first > 0) {
        before.add(path);
        passed = path.equals(damage.file());
      }
    }
    damages.add(new Damage.Fatal(String.valueOf(damage.getMessage())));
  }
}
