package io.antipode.node.bootstrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.node.storage.recovery.ShardOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that this process alone uses, for as long as the lock on its file {@code LOCK} is held.
 * The lock goes with the process, however that ends; the file holds the process's number, for the
 * message to whoever comes second.
 */
final class DataFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

  /** A node with less than this refuses writes: nobody begins with that. */
  private static final long MIN_FREE_BYTES = ShardOptions.DEFAULT_MIN_FREE_BYTES;

  private static final String LOCK_FILE = "LOCK";

  private final Path path;
  private final boolean ephemeral;
  private final FileChannel file;
  private final FileLock lock;

  private DataFolder(Path path, boolean ephemeral, FileChannel file, FileLock lock) {
    this.path = path;
    this.ephemeral = ephemeral;
    this.file = file;
    this.lock = lock;
  }

  /** Locks a folder, created where absent. */
  static DataFolder open(Path path) throws StartupException {
    return open(path, false);
  }

  /** Locks a new folder that is deleted when closed. */
  static DataFolder ephemeral() throws StartupException {
    try {
      return open(Files.createTempDirectory("antipode-"), true);
    } catch (IOException e) {
      throw new StartupException("can't create a temporary folder: " + e.getMessage(), e);
    }
  }

  private static DataFolder open(Path path, boolean ephemeral) throws StartupException {
    try {
      boolean begins = !Files.exists(path.resolve(LOCK_FILE));
      Files.createDirectories(path);
      checkFreeSpace(path, begins);
      FileChannel file =
          FileChannel.open(
              path.resolve(LOCK_FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = tryLock(file);
      if (lock == null) {
        file.close();
        throw new StartupException(
            "the data folder "
                + path
                + " is in use by "
                + owner(path)
                + "; stop it or choose"
                + " another folder with --data");
      }
      // Written over what is there, since a full disk has no room for anything else.
      byte[] owner = (ProcessHandle.current().pid() + "\n").getBytes(UTF_8);
      file.write(ByteBuffer.wrap(owner), 0);
      file.truncate(owner.length);
      return new DataFolder(path, ephemeral, file, lock);
    } catch (IOException e) {
      throw new StartupException(
          "can't use the data folder " + path + ": " + StartupException.reason(e), e);
    }
  }

  /** Who holds the lock, as far as the file says it; whatever else may be in there is not shown. */
  private static String owner(Path path) throws IOException {
    String said = new String(Files.readAllBytes(path.resolve(LOCK_FILE)), ISO_8859_1).strip();
    return said.matches("[0-9]{1,10}") ? "process " + said : "another process";
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void checkFreeSpace(Path path, boolean begins)
      throws IOException, StartupException {
    long freeBytes = Files.getFileStore(path).getUsableSpace();
    if (freeBytes >= MIN_FREE_BYTES) {
      return;
    }
    String little =
        "too little disk: %s has %,d MB free, and %,d MB is the least to "
            .formatted(path, freeBytes >> 20, MIN_FREE_BYTES >> 20);
    if (begins) {
      throw new StartupException(little + "start with");
    }
    LOG.warn("{}write with; what is there is served", little);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.release();
    file.close();
    if (ephemeral) {
      deleteAll(path);
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
