package io.antipode.cluster.hazelcast;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with one file per key, each replaced atomically: a crash leaves the old entry or the new
 * one, never a mixture. What tables there are is known by nobody else in a region of one node, and
 * without its table an item is nothing; so there is a second folder with the same, elsewhere.
 *
 * <pre>
 *   of a key's two files                      taken
 *   both whole                                the one of the greater revision
 *   one whole; the other damaged, or gone     the whole one; the log names the other
 *   none whole, or both gone                  none: the folder is damaged
 * </pre>
 *
 * <p>Whichever was not taken is written anew. That both are gone is known by {@link MetadataKeys}.
 */
final class MetadataFiles {
  private static final String SUFFIX = ".meta";
  private static final String UNFINISHED = ".tmp";
  private static final String DAMAGED = ".damaged";

  private static final Logger LOG = LoggerFactory.getLogger(MetadataFiles.class);

  private final Path folder;
  private final Path copy;

  /** Whether this is the first time that a copy is made. */
  private final boolean newCopy;

  private final MetadataKeys listed;

  private MetadataFiles(Path folder, Path copy, boolean newCopy) throws IOException {
    this.folder = folder;
    this.copy = copy;
    this.newCopy = newCopy;
    this.listed = MetadataKeys.read(List.of(folder, copy));
  }

  /** Opens both folders, creates them where absent, and clears what a crash left unfinished. */
  static MetadataFiles open(Path folder, Path copy) throws IOException {
    boolean newCopy = !Files.isDirectory(copy);
    for (Path each : List.of(folder, copy)) {
      Files.createDirectories(each);
      try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(each, "*" + UNFINISHED)) {
        for (Path leftover : leftovers) {
          Files.delete(leftover);
        }
      }
    }
    return new MetadataFiles(folder, copy, newCopy);
  }

  /**
   * All entries by key.
   *
   * @throws IOException naming the file and the offset where one is damaged or gone, and so is its
   *     copy
   */
  Map<String, MetadataEntry> load() throws IOException {
    Map<String, String> lost = lost();
    if (!lost.isEmpty()) {
      throw new IOException(lost.values().iterator().next());
    }
    Map<String, MetadataEntry> entries = new TreeMap<>();
    for (String key : keys()) {
      entries.put(key, load(key));
      listed.add(key);
    }
    if (!entries.isEmpty() && !listed.isWhole()) {
      listed.write();
    }
    return entries;
  }

  /** What can't be read from either folder: why, with the file's name, by key. */
  Map<String, String> lost() throws IOException {
    Map<String, String> lost = new TreeMap<>();
    for (String key : keys()) {
      Found first = read(folder.resolve(key + SUFFIX));
      Found second = read(copy.resolve(key + SUFFIX));
      if (first.entry == null && second.entry == null) {
        String problem = first.problem == null ? second.problem : first.problem;
        lost.put(
            key,
            problem != null
                ? problem
                : "metadata file "
                    + folder.resolve(key + SUFFIX)
                    + " is gone, and so is its copy in "
                    + copy);
      }
    }
    return lost;
  }

  /** Goes on without a key that is lost: what is left of its files gets another name. */
  void forget(String key) throws IOException {
    for (Path each : List.of(folder, copy)) {
      Path file = each.resolve(key + SUFFIX);
      if (Files.exists(file)) {
        Files.move(file, each.resolve(key + DAMAGED), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    listed.remove(key);
  }

  /** When a key was stored last, in epoch milliseconds; of two files the later. */
  long storedAtMs(String key) throws IOException {
    long newest = 0;
    for (Path each : List.of(folder, copy)) {
      Path file = each.resolve(key + SUFFIX);
      if (Files.exists(file)) {
        newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
      }
    }
    return newest;
  }

  /** Deletes a key that nobody asks for any more; first from the list, or it would be missed. */
  void delete(String key) throws IOException {
    listed.remove(key);
    for (Path each : List.of(folder, copy)) {
      Files.deleteIfExists(each.resolve(key + SUFFIX));
    }
  }

  private Set<String> keys() throws IOException {
    Set<String> keys = new TreeSet<>(keys(folder));
    keys.addAll(keys(copy));
    keys.addAll(listed.keys());
    return keys;
  }

  private static Set<String> keys(Path folder) throws IOException {
    Set<String> keys = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        keys.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    }
    return keys;
  }

  private MetadataEntry load(String key) throws IOException {
    Found first = read(folder.resolve(key + SUFFIX));
    Found second = read(copy.resolve(key + SUFFIX));
    MetadataEntry taken = first.entry;
    if (second.entry != null && second.entry.beats(taken)) {
      taken = second.entry;
    }
    if (taken == null) {
      throw new IllegalStateException(key + " is lost");
    }
    heal(key, folder, first, taken);
    heal(key, copy, second, taken);
    return taken;
  }

  /** A file as it lies there: an entry, or what is wrong with it; neither where it is absent. */
  private record Found(@Nullable MetadataEntry entry, @Nullable String problem) {}

  private static Found read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Found(null, null);
    }
    try {
      return new Found(MetadataEntry.decode(Files.readAllBytes(file)), null);
    } catch (IllegalArgumentException e) {
      return new Found(null, "damaged metadata file " + file + ": " + e.getMessage());
    }
  }

  private void heal(String key, Path where, Found found, MetadataEntry taken) throws IOException {
    if (found.entry != null && !taken.beats(found.entry)) {
      return;
    }
    if (found.problem != null) {
      LOG.warn("{}; it is written anew from its copy", found.problem);
    } else if (found.entry != null) {
      LOG.warn(
          "metadata file {} is older than its copy; it is written anew",
          where.resolve(key + SUFFIX));
    } else if (!newCopy) {
      LOG.warn("metadata file {} is gone; it is written anew", where.resolve(key + SUFFIX));
    }
    store(where, key, taken);
  }

  /** Durable when it returns. */
  void store(String key, MetadataEntry entry) throws IOException {
    store(folder, key, entry);
    store(copy, key, entry);
    listed.add(key);
  }

  private static void store(Path folder, String key, MetadataEntry entry) throws IOException {
    replace(folder, key + SUFFIX, entry.encode());
  }

  /** Replaces a file whole; durable when it returns. */
  static void replace(Path folder, String name, byte[] content) throws IOException {
    Path unfinished = folder.resolve(name + UNFINISHED);
    try (FileChannel file =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
