package io.antipode.load.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one node's data. Where this user may mount, it is a file system in memory of its
 * own ({@code tmpfs}), which can be made full by shrinking it to little more than what is used: no
 * other file is needed, and freeing it is as quick. Elsewhere it is a plain folder that never gets
 * full.
 *
 * <p>Used by one thread at a time.
 */
public final class NodeDisk implements AutoCloseable {
  private final Path folder;
  private final int sizeMb;
  private final String obstacle;

  private NodeDisk(Path folder, int sizeMb, String obstacle) {
    this.folder = folder;
    this.sizeMb = sizeMb;
    this.obstacle = obstacle;
  }

  /** Makes the folder, and mounts it where that can be done. */
  static NodeDisk create(Path folder, int sizeMb) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Command.Result mounted =
        Command.run(
            "mount", "-t", "tmpfs", "-o", "size=" + sizeMb + "m", "tmpfs", folder.toString());
    return new NodeDisk(
        folder, sizeMb, mounted.worked() ? "" : "can't mount a tmpfs: " + mounted.output().strip());
  }

  public Path folder() {
    return folder;
  }

  /** Why it can't be made full, in a line; empty where it can. */
  public String obstacle() {
    return obstacle;
  }

  /**
   * Leaves only so much room.
   *
   * @param leftKb less than what a node wants free makes it refuse writes; little makes writes fail
   */
  public void fill(long leftKb) {
    try {
      FileStore store = Files.getFileStore(folder);
      long usedKb = (store.getTotalSpace() - store.getUnallocatedSpace()) >> 10;
      resize(Math.max(usedKb + leftKb, 64) + "k");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives it its whole size again. */
  public void free() {
    if (obstacle.isEmpty()) {
      resize(sizeMb + "m");
    }
  }

  private void resize(String size) {
    Command.Result result = Command.run("mount", "-o", "remount,size=" + size, folder.toString());
    if (!result.worked()) {
      // It grew past that size in between: full enough, and the caller may try again.
      System.err.println("can't resize " + folder + " to " + size + ": " + result.output().strip());
    }
  }

  /** Loses everything on it. */
  public void wipe() {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> deepestFirst =
          walk.filter(path -> !path.equals(folder)).sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes in use. */
  public long usedBytes() {
    try {
      FileStore store = Files.getFileStore(folder);
      return store.getTotalSpace() - store.getUnallocatedSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (obstacle.isEmpty()) {
      Command.run("umount", "-l", folder.toString());
    }
  }
}
