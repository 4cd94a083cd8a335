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
 *   none whole                                none: the folder is damaged
 * </pre>
 *
 * <p>Whichever was not taken is written anew.
 */
final class MetadataFiles {
  private static final String SUFFIX = ".meta";
  private static final String UNFINISHED = ".tmp";

  private static final Logger LOG = LoggerFactory.getLogger(MetadataFiles.class);

  private final Path folder;
  private final Path copy;

  /** Whether this is the first time that a copy is made. */
  private final boolean newCopy;

  private MetadataFiles(Path folder, Path copy, boolean newCopy) {
    this.folder = folder;
    this.copy = copy;
    this.newCopy = newCopy;
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
   * @throws IOException naming the file and the offset where one is damaged, and so is its copy
   */
  Map<String, MetadataEntry> load() throws IOException {
    Set<String> keys = new TreeSet<>(keys(folder));
    keys.addAll(keys(copy));
    Map<String, MetadataEntry> entries = new TreeMap<>();
    for (String key : keys) {
      entries.put(key, load(key));
    }
    return entries;
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
      throw new IOException(first.problem == null ? second.problem : first.problem);
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
  }

  private static void store(Path folder, String key, MetadataEntry entry) throws IOException {
    Path unfinished = folder.resolve(key + UNFINISHED);
    try (FileChannel file =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(entry.encode());
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    Files.move(unfinished, folder.resolve(key + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
