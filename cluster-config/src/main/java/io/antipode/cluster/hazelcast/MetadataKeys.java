package io.antipode.cluster.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list of the keys that a {@link MetadataFiles} has stored, in a file in each of its folders:
 * without it nobody would miss a key whose two files are gone. A {@link MetadataEntry} whose
 * payload is the keys, one a line; its revision counts the changes of the list.
 *
 * <p>A key is listed after its files are there and before anybody hears that it is stored. So what
 * the list has was stored, and what it lacks a crash cut short. A list that can't be read is
 * written anew: that there is another copy of it is all that protects it.
 */
final class MetadataKeys {
  static final String FILE = "KEYS";
  private static final Logger LOG = LoggerFactory.getLogger(MetadataKeys.class);

  private final List<Path> folders;
  private final Set<String> keys = new TreeSet<>();
  private long revision;

  private MetadataKeys(List<Path> folders) {
    this.folders = folders;
  }

  /** Reads the newest of the lists; blocks. */
  static MetadataKeys read(List<Path> folders) throws IOException {
    MetadataKeys read = new MetadataKeys(folders);
    MetadataEntry newest = null;
    for (Path folder : folders) {
      MetadataEntry found = read(folder.resolve(FILE));
      newest = found != null && found.beats(newest) ? found : newest;
    }
    if (newest != null) {
      read.revision = newest.revision();
      new String(newest.payload(), UTF_8).lines().forEach(read.keys::add);
    }
    return read;
  }

  private static @Nullable MetadataEntry read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return MetadataEntry.decode(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      LOG.warn("damaged metadata file {}: {}; it is written anew", file, e.getMessage());
      return null;
    }
  }

  Set<String> keys() {
    return Set.copyOf(keys);
  }

  /** Lists a key; durable when it returns. */
  void add(String key) throws IOException {
    if (keys.add(key)) {
      write();
    }
  }

  /** Lists a key no more; durable when it returns. */
  void remove(String key) throws IOException {
    if (keys.remove(key)) {
      write();
    }
  }

  /** Both lists are what is known, whatever they were. */
  void write() throws IOException {
    revision++;
    byte[] bytes = new MetadataEntry(revision, String.join("\n", keys).getBytes(UTF_8)).encode();
    for (Path folder : folders) {
      MetadataFiles.replace(folder, FILE, bytes);
    }
  }

  /** Whether both lists can be read and are the same. */
  boolean isWhole() throws IOException {
    for (Path folder : folders) {
      MetadataEntry found = read(folder.resolve(FILE));
      if (found == null || found.revision() != revision) {
        return false;
      }
    }
    return true;
  }
}
