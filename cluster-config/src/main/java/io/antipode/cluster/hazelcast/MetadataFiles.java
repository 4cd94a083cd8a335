package io.antipode.cluster.hazelcast;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder with one file per key, each replaced atomically: a crash leaves the old entry or the new
 * one, never a mixture.
 */
final class MetadataFiles {
  private static final String SUFFIX = ".meta";
  private static final String UNFINISHED = ".tmp";

  private final Path folder;

  private MetadataFiles(Path folder) {
    this.folder = folder;
  }

  /** Opens the folder, creates it where absent, and clears what a crash left unfinished. */
  static MetadataFiles open(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
    return new MetadataFiles(folder);
  }

  /**
   * All entries by key.
   *
   * @throws IOException naming the file and the offset where one is damaged
   */
  Map<String, MetadataEntry> load() throws IOException {
    Map<String, MetadataEntry> entries = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        try {
          entries.put(
              name.substring(0, name.length() - SUFFIX.length()),
              MetadataEntry.decode(Files.readAllBytes(file)));
        } catch (IllegalArgumentException e) {
          throw new IOException("damaged metadata file " + file + ": " + e.getMessage(), e);
        }
      }
    }
    return entries;
  }

  /** Durable when it returns. */
  void store(String key, MetadataEntry entry) throws IOException {
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
