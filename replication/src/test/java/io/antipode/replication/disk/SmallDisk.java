package io.antipode.replication.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A disk of a few bytes that says what Linux says when they are taken, in the midst of a write. */
final class SmallDisk implements Disk {
  private final Disk disk;
  private long freeBytes;

  SmallDisk(Path folder, long freeBytes) throws IOException {
    this.disk = new FileDisk(folder);
    this.freeBytes = freeBytes;
  }

  /** Somebody else takes what is free, or sets it free. */
  void free(long bytes) {
    freeBytes = bytes;
  }

  private static IOException full() {
    return new IOException("No space left on device");
  }

  @Override
  public DiskFile create(String path) throws IOException {
    if (freeBytes == 0) {
      throw full();
    }
    return new SmallFile(disk.create(path));
  }

  @Override
  public DiskFile open(String path) throws IOException {
    return new SmallFile(disk.open(path));
  }

  @Override
  public boolean exists(String path) throws IOException {
    return disk.exists(path);
  }

  @Override
  public List<String> list(String folder) throws IOException {
    return disk.list(folder);
  }

  @Override
  public void delete(String path) throws IOException {
    disk.delete(path);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void syncFolder(String folder) throws IOException {
    disk.syncFolder(folder);
  }

  @Override
  public long usableBytes() {
    return freeBytes;
  }

  private final class SmallFile implements DiskFile {
    private final DiskFile file;

    SmallFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
      long grows = Math.max(0, offset + from.remaining() - length());
      int taken = (int) (from.remaining() - Math.max(0, grows - freeBytes));
      freeBytes = Math.max(0, freeBytes - grows);
      int end = from.limit();
      file.write(offset, from.limit(from.position() + taken));
      if (from.limit(end).hasRemaining()) {
        throw full();
      }
    }

    @Override
    public void truncate(long length) throws IOException {
      freeBytes += length() - length;
      file.truncate(length);
    }

    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
      return file.read(offset, into);
    }

    @Override
    public void sync() throws IOException {
      file.sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
