package io.antipode.node.storage;

import io.antipode.replication.disk.Disk;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.region.ReplicatedShard.Standing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers over restarts that a shard must not serve yet: an empty file, {@code suspect} or {@code
 * stale}, in its folder; none for a current one. On the shard's loop, but for {@link #open}.
 */
final class StandingFile {
  private static final Logger LOG = LoggerFactory.getLogger(StandingFile.class);

  private final Disk disk;
  private final String folder;
  private final EventLoop loop;
  private Standing standing;

  private StandingFile(Disk disk, String folder, EventLoop loop, Standing standing) {
    this.disk = disk;
    this.folder = folder;
    this.loop = loop;
    this.standing = standing;
  }

  /**
   * Finds out how a shard stands. Blocks.
   *
   * @param wasAway for longer than retention
   */
  static StandingFile open(Disk disk, String folder, EventLoop loop, boolean wasAway)
      throws IOException {
    Standing found = Standing.CURRENT;
    for (Standing standing : Standing.values()) {
      if (standing != Standing.CURRENT && disk.exists(pathOf(folder, standing))) {
        found = standing;
      }
    }
    if (found == Standing.CURRENT && wasAway) {
      found = Standing.SUSPECT;
      write(disk, folder, found);
    }
    return new StandingFile(disk, folder, loop, found);
  }

  Standing standing() {
    return standing;
  }

  /** Takes effect at once; the file follows, and says the older thing until then. */
  void set(Standing newStanding) {
    standing = newStanding;
    loop.<@Nullable Void>offload(
        () -> {
          write(disk, folder, newStanding);
          return null;
        },
        (nothing, failure) -> {
          if (failure != null) {
            LOG.warn("{}: can't remember that it is {}", folder, newStanding, failure);
          }
        });
  }

  private static void write(Disk disk, String folder, Standing standing) throws IOException {
    for (Standing each : Standing.values()) {
      String path = pathOf(folder, each);
      boolean there = disk.exists(path);
      if (each == standing && each != Standing.CURRENT && !there) {
        disk.create(path).close();
      } else if (each != standing && there) {
        disk.delete(path);
      }
    }
    disk.syncFolder(folder);
  }

  private static String pathOf(String folder, Standing standing) {
    return folder
        + switch (standing) {
          case CURRENT -> "/current";
          case SUSPECT -> "/suspect";
          case STALE -> "/stale";
        };
  }
}
