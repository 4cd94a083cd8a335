package io.antipode.load.seeded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link ProcessBug} puts between the product and its files: writes stay in the process's
 * memory until there are many of them, or the process itself asks for what they wrote. Nobody sees
 * it, until the process is killed. Runs in the node, alone: it may use nothing but the JDK.
 */
public final class WriteBehind {
  private static final int MAX_HELD = 50;

  private static final List<FileChannel> CHANNELS = new ArrayList<>();
  private static final List<Long> OFFSETS = new ArrayList<>();
  private static final List<ByteBuffer> BYTES = new ArrayList<>();

  private WriteBehind() {}

  /** In place of {@link FileChannel#write(ByteBuffer, long)}. */
  public static synchronized int write(FileChannel to, ByteBuffer from, long offset)
      throws IOException {
    ByteBuffer copy = ByteBuffer.allocate(from.remaining());
    copy.put(from).flip();
    CHANNELS.add(to);
    OFFSETS.add(offset);
    BYTES.add(copy);
    if (BYTES.size() > MAX_HELD) {
      settle();
    }
    return copy.limit();
  }

  /** In place of {@link FileChannel#read(ByteBuffer, long)}. */
  public static synchronized int read(FileChannel from, ByteBuffer into, long offset)
      throws IOException {
    settle();
    return from.read(into, offset);
  }

  /** In place of {@link FileChannel#size}. */
  public static synchronized long size(FileChannel of) throws IOException {
    settle();
    return of.size();
  }

  /** In place of {@link FileChannel#truncate}. */
  public static synchronized FileChannel truncate(FileChannel what, long length)
      throws IOException {
    settle();
    return what.truncate(length);
  }

  /** In place of {@link FileChannel#close}. */
  public static synchronized void close(FileChannel what) throws IOException {
    settle();
    what.close();
  }

  private static void settle() throws IOException {
    for (int i = 0; i < BYTES.size(); i++) {
      long at = OFFSETS.get(i);
      ByteBuffer bytes = BYTES.get(i);
      while (bytes.hasRemaining()) {
        at += CHANNELS.get(i).write(bytes, at);
      }
    }
    CHANNELS.clear();
    OFFSETS.clear();
    BYTES.clear();
  }
}
