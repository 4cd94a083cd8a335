package io.antipode.replication.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A disk that keeps room back for its own user. Others fill disks, too, and a store that can't even
 * move its clock's bound has to stop, its reads with it. So a file of zeros holds some megabytes,
 * and gives them up piece by piece to whatever finds the disk full; when there is plenty again it
 * is filled again.
 *
 * <p>A write or a change of a folder is tried again after each piece: that the disk is full is said
 * before anything is taken. A sync never is.
 */
public final class ReservedDisk extends ForwardingDisk {
  /** Clock bounds, deletions, new segments at a start: small things, for a long time. */
  public static final long RESERVE_BYTES = 32L << 20;

  /** What one refused write sets free. */
  static final long PIECE_BYTES = 1L << 20;

  /** The file is filled again only where so many times its size are free. */
  private static final int PLENTY = 16;

  private final Disk disk;
  private final String path;

  /** Bytes that the file holds; guarded by this. */
  private long kept;

  private ReservedDisk(Disk disk, String path, long kept) {
    super(disk);
    this.disk = disk;
    this.path = path;
    this.kept = kept;
  }

  /**
   * Finds the reserve in a file; where it is absent it is made by the first look at what is usable.
   * Blocks.
   *
   * @param path of the file, which nobody else touches
   */
  public static ReservedDisk over(Disk disk, String path) throws IOException {
    long kept = 0;
    if (disk.exists(path)) {
      try (DiskFile file = disk.open(path)) {
        kept = file.length();
      }
    }
    return new ReservedDisk(disk, path, kept);
  }

  /** What can still be written, the reserve included; fills that again where there is plenty. */
  @Override
  public synchronized long usableBytes() throws IOException {
    if (kept < RESERVE_BYTES && disk.usableBytes() > PLENTY * RESERVE_BYTES) {
      fill();
    }
    return disk.usableBytes() + kept;
  }

  /** Guarded by this. */
  private void fill() throws IOException {
    try (DiskFile file = disk.exists(path) ? disk.open(path) : disk.create(path)) {
      ByteBuffer zeros = ByteBuffer.allocate((int) PIECE_BYTES);
      while (kept < RESERVE_BYTES) {
        file.write(kept, zeros.clear());
        kept += PIECE_BYTES;
      }
    }
  }

  /**
   * Gives up a piece.
   *
   * @return whether there was one
   */
  private synchronized boolean give() throws IOException {
    if (kept == 0) {
      return false;
    }
    kept = Math.max(0, kept - PIECE_BYTES);
    try (DiskFile file = disk.open(path)) {
      file.truncate(kept);
    }
    return true;
  }

  /** What the operating system says where there is no room, in the words of its C library. */
  private static boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left on device") || message.contains("quota exceeded");
  }

  /** Something that can be tried again. */
  private interface Attempt<T> {
    T run() throws IOException;
  }

  private <T> T withRoom(Attempt<T> attempt) throws IOException {
    while (true) {
      try {
        return attempt.run();
      } catch (IOException e) {
        if (!isFull(e) || !give()) {
          throw e;
        }
      }
    }
  }

  @Override
  public DiskFile create(String file) throws IOException {
    return new ReservedFile(withRoom(() -> disk.create(file)));
  }

  @Override
  public DiskFile open(String file) throws IOException {
    return new ReservedFile(disk.open(file));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    withRoom(
        () -> {
          disk.rename(from, to);
          return to;
        });
  }

  private final class ReservedFile extends ForwardingFile {
    private final DiskFile file;

    ReservedFile(DiskFile file) {
      super(file);
      this.file = file;
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
      long start = offset - from.position();
      while (from.hasRemaining()) {
        try {
          // What was taken before the disk was full stays written.
          file.write(start + from.position(), from);
        } catch (IOException e) {
          if (!isFull(e) || !give()) {
            throw e;
          }
        }
      }
    }
  }
}
