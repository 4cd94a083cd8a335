package io.antipode.replication.disk;

import io.antipode.replication.disk.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A small file that is replaced whole: whenever the power fails, the old content is there or the
 * new. Blocks; any thread, one at a time for a path.
 */
public final class AtomicFile {
  private static final String TEMPORARY = ".new";

  private AtomicFile() {}

  /** Replaces a file; durable when this returns. */
  public static void replace(Disk disk, String path, ByteBuffer content) throws IOException {
    String temporary = path + TEMPORARY;
    disk.delete(temporary);
    try (DiskFile file = disk.create(temporary)) {
      file.write(0, content);
      file.sync();
    }
    disk.rename(temporary, path);
    disk.syncFolder(folderOf(path));
  }

  /** All of a file's bytes, from position 0 to the limit; null where there is none. */
  public static @Nullable ByteBuffer read(Disk disk, String path) throws IOException {
    if (!disk.exists(path)) {
      return null;
    }
    try (DiskFile file = disk.open(path)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.length()));
      file.readFully(0, bytes);
      return bytes.flip();
    }
  }

  private static String folderOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
