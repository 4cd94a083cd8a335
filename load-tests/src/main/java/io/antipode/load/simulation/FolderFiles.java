package io.antipode.load.simulation;

import io.antipode.replication.disk.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All files of a region's data folder at rest, those on its simulated disk and the real ones, by
 * path. What kind a file is of is its path without numbers; of a log and of checkpoints the newest
 * and the oldest are kinds of their own.
 */
final class FolderFiles {
  private final SimulatedDisk disk;
  private final Path home;

  FolderFiles(SimulatedDisk disk, Path home) {
    this.disk = disk;
    this.home = home;
  }

  /** All paths, by kind. */
  SortedMap<String, List<String>> byKind() throws IOException {
    TreeMap<String, List<String>> kinds = new TreeMap<>();
    List<String> paths = new ArrayList<>(disk.paths());
    try (Stream<Path> real = Files.walk(home)) {
      real.filter(Files::isRegularFile)
          .map(file -> home.relativize(file).toString())
          .forEach(paths::add);
    }
    paths.sort(null);
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      String folder = path.substring(0, path.lastIndexOf('/') + 1);
      boolean last = i + 1 == paths.size() || !paths.get(i + 1).startsWith(folder);
      String kind =
          path.replaceAll("[0-9]{14}-[0-9a-f]{8}", "ID")
              .replaceAll("[0-9a-f]{10,}", "N")
              .replaceAll("[0-9]+", "N");
      if (folder.endsWith("/log/") || folder.endsWith("/checkpoints/")) {
        boolean first = i == 0 || !paths.get(i - 1).startsWith(folder);
        kind = folder.replaceAll("[0-9]+", "N") + (last ? "newest" : first ? "oldest" : "between");
      }
      kinds.computeIfAbsent(kind, any -> new ArrayList<>()).add(path);
    }
    return kinds;
  }

  private boolean isOnDisk(String path) throws IOException {
    return disk.exists(path);
  }

  byte[] read(String path) throws IOException {
    if (!isOnDisk(path)) {
      return Files.readAllBytes(home.resolve(path));
    }
    try (DiskFile file = disk.open(path)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) file.length());
      file.readFully(0, bytes);
      return bytes.array();
    }
  }

  void replace(String path, byte[] content) throws IOException {
    if (!isOnDisk(path)) {
      Files.write(home.resolve(path), content);
      return;
    }
    try (DiskFile file = disk.open(path)) {
      file.truncate(content.length);
      file.write(0, ByteBuffer.wrap(content));
      file.sync();
    }
  }

  /** Deletes a file, or a folder with all that is in it. */
  void delete(String path) throws IOException {
    disk.delete(path);
    disk.syncFolder(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
    Path real = home.resolve(path);
    if (Files.exists(real)) {
      List<Path> below;
      try (Stream<Path> walk = Files.walk(real)) {
        below = walk.toList();
      }
      for (Path each : below.reversed()) {
        Files.delete(each);
      }
    }
  }

  /** The content of every file as it is now. */
  SortedMap<String, byte[]> copy() throws IOException {
    TreeMap<String, byte[]> copy = new TreeMap<>();
    for (List<String> paths : byKind().values()) {
      for (String path : paths) {
        copy.put(path, read(path));
      }
    }
    return copy;
  }
}
