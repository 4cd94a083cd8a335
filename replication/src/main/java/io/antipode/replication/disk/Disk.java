package io.antipode.replication.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A folder of files as a port. Paths are relative, with {@code /} between names. What was written
 * but not synced may be lost or torn by a power cut; what was written survives the death of the
 * process. Any thread; one file is used by one thread at a time, except that its {@code sync} may
 * run while another thread reads or writes it (and covers what was written before it began).
 */
public interface Disk {
  /** Creates an empty file, and the folders above it; fails where it exists. */
  DiskFile create(String path) throws IOException;

  /** Opens an existing file for reading and writing. */
  DiskFile open(String path) throws IOException;

  boolean exists(String path) throws IOException;

  /** Names (not paths) in a folder, sorted; empty where the folder is absent. */
  List<String> list(String folder) throws IOException;

  /** Removes a file or a whole folder; absent is fine. */
  void delete(String path) throws IOException;

  /**
   * Replaces {@code to} by {@code from} atomically, in a folder that is made where it is absent.
   * Where {@code from} is a folder, nothing may be at {@code to}.
   */
  void rename(String from, String to) throws IOException;

  /** Makes creations, removals and renames in a folder durable. */
  void syncFolder(String folder) throws IOException;

  /** Bytes that can still be written. */
  long usableBytes() throws IOException;

  /**
   * Names the run of the machine that holds what was written but not synced. While it stays the
   * same no power cut has taken anything, so what was written is all there; 0 where unknown.
   */
  default long bootId() {
    return 0;
  }

  /** An open file. */
  interface DiskFile extends AutoCloseable {
    long length() throws IOException;

    /**
     * Reads up to {@code into.remaining()} bytes at an offset; returns how many, -1 at or past the
     * end.
     */
    int read(long offset, ByteBuffer into) throws IOException;

    /**
     * Reads until the buffer is full or the file ends; returns how many bytes that were. The only
     * place that continues a short read.
     */
    default int readFully(long offset, ByteBuffer into) throws IOException {
      int start = into.position();
      while (into.hasRemaining() && read(offset + into.position() - start, into) > 0) {
        // A short read is continued.
      }
      return into.position() - start;
    }

    /** Writes all remaining bytes at an offset, extending the file. */
    void write(long offset, ByteBuffer from) throws IOException;

    /**
     * Makes everything written so far durable. A failure is fatal: the caller must not try again.
     */
    void sync() throws IOException;

    void truncate(long length) throws IOException;

    @Override
    void close() throws IOException;
  }
}
