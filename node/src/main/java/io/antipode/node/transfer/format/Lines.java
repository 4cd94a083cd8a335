package io.antipode.node.transfer.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream, each as a range of one buffer that grows with the longest line, up to a
 * bound; of a longer one nothing is kept.
 */
final class Lines {
  private static final int FIRST_BYTES = 64 << 10;

  private final InputStream in;
  private byte[] buffer = new byte[FIRST_BYTES];
  private int start;
  private int end;
  private int next;
  private int limit;
  private boolean tooLong;
  private boolean atEnd;

  Lines(InputStream in) {
    this.in = in;
  }

  /** Goes to the next line; false where there is none. */
  boolean next() throws IOException {
    start = next;
    tooLong = false;
    int from = next;
    while (true) {
      int newLine = find(from);
      if (newLine >= 0) {
        end = newLine;
        next = newLine + 1;
        return true;
      }
      from = limit;
      if (atEnd) {
        end = limit;
        next = limit;
        return tooLong || end > start;
      }
      from -= makeRoom();
      fill();
    }
  }

  private int find(int from) {
    for (int at = from; at < limit; at++) {
      if (buffer[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** Returns by how much the line has moved. */
  private int makeRoom() {
    if (limit - start > RecordReader.MAX_RECORD_BYTES) {
      tooLong = true;
    }
    if (tooLong) {
      int dropped = limit;
      start = 0;
      limit = 0;
      return dropped;
    }
    int moved = 0;
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      moved = start;
      limit -= start;
      start = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    return moved;
  }

  private void fill() throws IOException {
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      atEnd = true;
    } else {
      limit += read;
    }
  }

  boolean isTooLong() {
    return tooLong || end - start > RecordReader.MAX_RECORD_BYTES;
  }

  boolean isBlank() {
    for (int at = start; at < end; at++) {
      if (buffer[at] != ' ' && buffer[at] != '\t' && buffer[at] != '\r') {
        return false;
      }
    }
    return true;
  }

  byte[] array() {
    return buffer;
  }

  int offset() {
    return start;
  }

  int length() {
    return end - start;
  }
}
