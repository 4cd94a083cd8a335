package io.antipode.replication.disk;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The {@link Disk} of a real file system, below one folder. An adapter: the rim of the program. */
public final class FileDisk implements Disk {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path root;
  private final long bootId;

  /** Uses a folder, which is created where it is absent. */
  public FileDisk(Path root) throws IOException {
    this.root = Files.createDirectories(root).toAbsolutePath().normalize();
    this.bootId = readBootId();
  }

  private static long readBootId() {
    try {
      long hash = 0xcbf2_9ce4_8422_2325L;
      for (byte b : Files.readString(BOOT_ID).trim().getBytes(StandardCharsets.US_ASCII)) {
        hash = (hash ^ b) * 0x0000_0100_0000_01b3L;
      }
      return hash;
    } catch (IOException e) {
      return 0; // Not Linux: unknown, which is always safe.
    }
  }

  private Path at(String path) {
    Path resolved = root.resolve(path).normalize();
    if (!resolved.startsWith(root)) {
      throw new IllegalArgumentException(path + " leaves the disk's folder");
    }
    return resolved;
  }

  @Override
  public DiskFile create(String path) throws IOException {
    Path file = at(path);
    createFolderOf(file);
    return new OpenFile(FileChannel.open(file, CREATE_NEW, READ, WRITE));
  }

  private void createFolderOf(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      createFolders(folder);
    }
  }

  /** Makes new folders durable in their parents at once: rare, and easily forgotten later. */
  private void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Path parent = folder.getParent();
        parent != null && parent.startsWith(root);
        parent = parent.getParent()) {
      force(parent);
    }
  }

  @Override
  public DiskFile open(String path) throws IOException {
    return new OpenFile(FileChannel.open(at(path), READ, WRITE));
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(at(path));
  }

  @Override
  public List<String> list(String folder) throws IOException {
    Path path = at(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public void delete(String path) throws IOException {
    Path start = at(path);
    if (!Files.exists(start)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> walk = Files.walk(start)) {
      found = walk.toList();
    }
    for (int i = found.size() - 1; i >= 0; i--) {
      Files.deleteIfExists(found.get(i));
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    createFolderOf(at(to));
    Files.move(
        at(from), at(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void syncFolder(String folder) throws IOException {
    Path path = at(folder);
    if (Files.isDirectory(path)) {
      force(path);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (NoSuchFileException e) {
      throw new IOException("folder " + folder + " vanished", e);
    }
  }

  @Override
  public long usableBytes() throws IOException {
    return Files.getFileStore(root).getUsableSpace();
  }

  @Override
  public long bootId() {
    return bootId;
  }

  private record OpenFile(FileChannel channel) implements DiskFile {
    @Override
    public long length() throws IOException {
      return channel.size();
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
      return channel.read(into, offset);
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
      long at = offset;
      while (from.hasRemaining()) {
        at += channel.write(from, at);
      }
    }

    @Override
    public void sync() throws IOException {
      // The data and what is needed to find it (the length); not the times of access.
      channel.force(false);
    }

    @Override
    public void truncate(long length) throws IOException {
      channel.truncate(length);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
