package io.antipode.replication.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A disk that hands everything on to another: what decorates one says only in what it differs. Any
 * thread, as the port says.
 */
public abstract class ForwardingDisk implements Disk {
  private final Disk to;

  protected ForwardingDisk(Disk to) {
    this.to = to;
  }

  @Override
  public DiskFile create(String path) throws IOException {
    return to.create(path);
  }

  @Override
  public DiskFile open(String path) throws IOException {
    return to.open(path);
  }

  @Override
  public boolean exists(String path) throws IOException {
    return to.exists(path);
  }

  @Override
  public List<String> list(String folder) throws IOException {
    return to.list(folder);
  }

  @Override
  public void delete(String path) throws IOException {
    to.delete(path);
  }

  @Override
  public void rename(String from, String target) throws IOException {
    to.rename(from, target);
  }

  @Override
  public void syncFolder(String folder) throws IOException {
    to.syncFolder(folder);
  }

  @Override
  public long usableBytes() throws IOException {
    return to.usableBytes();
  }

  @Override
  public long bootId() {
    return to.bootId();
  }

  /** A file that hands everything on to another. */
  public abstract static class ForwardingFile implements DiskFile {
    private final DiskFile to;

    protected ForwardingFile(DiskFile to) {
      this.to = to;
    }

    @Override
    public long length() throws IOException {
      return to.length();
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
      return to.read(offset, into);
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
      to.write(offset, from);
    }

    @Override
    public void sync() throws IOException {
      to.sync();
    }

    @Override
    public void truncate(long length) throws IOException {
      to.truncate(length);
    }

    @Override
    public void close() throws IOException {
      to.close();
    }
  }
}
