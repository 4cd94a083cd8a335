package io.antipode.replication.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Another disk, to look at and not to change: what would remove, cut off or sync does nothing, what
 * would write fails. Any thread.
 */
public record ReadOnlyDisk(Disk disk) implements Disk {
  @Override
  public DiskFile create(String path) throws IOException {
    throw new IOException(path + " is not to be made: the disk is only looked at");
  }

  @Override
  public DiskFile open(String path) throws IOException {
    return new LookedAt(disk.open(path));
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
  public void delete(String path) {}

  @Override
  public void rename(String from, String to) {}

  @Override
  public void syncFolder(String folder) {}

  @Override
  public long usableBytes() {
    return 0;
  }

  @Override
  public long bootId() {
    return disk.bootId();
  }

  private record LookedAt(DiskFile file) implements DiskFile {
    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
      return file.read(offset, into);
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
      throw new IOException("the disk is only looked at");
    }

    @Override
    public void sync() {}

    @Override
    public void truncate(long length) {}

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
