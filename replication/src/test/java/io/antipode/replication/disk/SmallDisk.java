package io.antipode.replication.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk of a few bytes that says what Linux says when they are taken, in the midst of a write. */
final class SmallDisk extends ForwardingDisk {
  private long freeBytes;

  SmallDisk(Path folder, long freeBytes) throws IOException {
    super(new FileDisk(folder));
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
    return new SmallFile(super.create(path));
  }

  @Override
  public DiskFile open(String path) throws IOException {
    return new SmallFile(super.open(path));
  }

  @Override
  public long usableBytes() {
    return freeBytes;
  }

  private final class SmallFile extends ForwardingFile {
    SmallFile(DiskFile file) {
      super(file);
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
      long grows = Math.max(0, offset + from.remaining() - length());
      int taken = (int) (from.remaining() - Math.max(0, grows - freeBytes));
      freeBytes = Math.max(0, freeBytes - grows);
      int end = from.limit();
      super.write(offset, from.limit(from.position() + taken));
      if (from.limit(end).hasRemaining()) {
        throw full();
      }
    }

    @Override
    public void truncate(long length) throws IOException {
      freeBytes += length() - length;
      super.truncate(length);
    }
  }
}
