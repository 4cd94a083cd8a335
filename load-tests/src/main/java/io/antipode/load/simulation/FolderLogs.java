package io.antipode.load.simulation;

import io.antipode.load.simulation.FolderModel.Written;
import io.antipode.node.storage.LogShard;
import io.antipode.node.storage.Shard;
import io.antipode.replication.mutation.Mutation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The logs of a region as those read them who come later: streams, and senders to peers. */
final class FolderLogs {
  /** In which file of the log each write lies, by shard and version. */
  private final Map<String, String> files = new TreeMap<>();

  /** Notes what the logs hold now. */
  void note(FolderRegion region) {
    List<String> paths = region.disk().paths();
    region.eachShard(
        shard -> {
          String folder = "shards/" + shard.id() + "/log/";
          read(
              shard,
              (at, mutation) -> {
                String path = folder + "%020d.log".formatted(at);
                paths.stream()
                    .filter(each -> each.startsWith(folder) && each.compareTo(path) <= 0)
                    .reduce((before, after) -> after)
                    .ifPresent(file -> files.put(nameOf(shard, mutation), file));
              });
        });
  }

  private static String nameOf(Shard shard, Mutation mutation) {
    return shard.id() + " " + mutation.version();
  }

  /** Reads all; what was noted and is not there any more, null for nothing. */
  static @Nullable String missing(FolderRegion region, FolderLogs noted) {
    Set<String> found = new HashSet<>();
    region.eachShard(shard -> read(shard, (at, mutation) -> found.add(nameOf(shard, mutation))));
    return noted.files.keySet().stream()
        .filter(write -> !found.contains(write))
        .findFirst()
        .map(write -> write + " of " + noted.files.get(write))
        .orElse(null);
  }

  private static void read(Shard shard, LogShard.LogVisitor visitor) {
    long position = shard.firstLogPosition();
    boolean more = true;
    while (more) {
      LogShard.LogRead read = shard.readLog(position, 1 << 20, visitor);
      position = read.nextPosition();
      more = !read.caughtUp();
    }
  }

  /**
   * Whether the file of the log that has the write is another one than was struck.
   *
   * @param struck a file, or empty where more than that was
   */
  boolean isReadable(Written write, String struck) {
    String file = files.get(write.shard() + " " + write.version());
    return file != null && !struck.isEmpty() && !file.startsWith(struck);
  }
}
