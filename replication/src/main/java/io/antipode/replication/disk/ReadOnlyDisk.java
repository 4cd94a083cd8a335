package io.antipode.replication.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Another disk, to look at and not to change: what would remove, cut off or sync does nothing, what
 * would write fails. Any thread.
 */
public final class ReadOnlyDisk extends ForwardingDisk {
  /** Looks at a disk. */
  public ReadOnlyDisk(Disk disk) {
    super(disk);
  }

  @Override
  public DiskFile create(String path) throws IOException {
    throw new IOException(path + " is not to be made: the disk is only looked at");
  }

  @Override
  public DiskFile open(String path) throws IOException {
    return new LookedAt(super.open(path));
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

  private static final class LookedAt extends ForwardingFile {
    LookedAt(DiskFile file) {
      super(file);
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
      throw new IOException("the disk is only looked at");
    }

    @Override
    public void sync() {}

    @Override
    public void truncate(long length) {}
  }
}
