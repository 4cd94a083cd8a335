package io.antipode.replication.log;

import java.util.Arrays;

/**
 * One file of the log as the log knows it: where it begins, how long it is, and a sparse map from
 * positions to offsets, so that a reader finds its place without reading from the start. On the
 * shard's loop.
 */
final class Segment {
  static final String SUFFIX = ".log";

  /** At most this many bytes lie between two entries of the sparse map. */
  static final int INDEX_EVERY_BYTES = 32 << 10;

  final String path;
  final SegmentHeader header;
  long lengthBytes;

  private long[] positions = new long[8];
  private long[] offsets = new long[8];
  private int indexed;

  Segment(String path, SegmentHeader header, long lengthBytes) {
    this.path = path;
    this.header = header;
    this.lengthBytes = lengthBytes;
  }

  static String pathOf(String folder, long firstPosition) {
    return folder + "/" + String.format("%020d", firstPosition) + SUFFIX;
  }

  /** The first position by a file's name, or -1 where it is no segment's name. */
  static long firstPositionOf(String name) {
    if (!name.endsWith(SUFFIX) || name.length() != 20 + SUFFIX.length()) {
      return -1;
    }
    try {
      return Long.parseLong(name.substring(0, 20));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  long firstPosition() {
    return header.firstPosition();
  }

  /** Notes where a record is; keeps a few of them. */
  void note(long position, long offset) {
    int at = entryBefore(position) + 1;
    if ((at > 0 && offset - offsets[at - 1] < INDEX_EVERY_BYTES)
        || (at < indexed && offsets[at] - offset < INDEX_EVERY_BYTES)) {
      return;
    }
    if (indexed == positions.length) {
      positions = Arrays.copyOf(positions, indexed * 2);
      offsets = Arrays.copyOf(offsets, indexed * 2);
    }
    System.arraycopy(positions, at, positions, at + 1, indexed - at);
    System.arraycopy(offsets, at, offsets, at + 1, indexed - at);
    positions[at] = position;
    offsets[at] = offset;
    indexed++;
  }

  /** The noted record at or before a position; -1 for the segment's beginning. */
  int entryBefore(long position) {
    int found = Arrays.binarySearch(positions, 0, indexed, position);
    return found >= 0 ? found : -found - 2;
  }

  /** Position of the record at an entry of the sparse map. */
  long positionAt(int entry) {
    return entry < 0 ? firstPosition() : positions[entry];
  }

  /** Offset at or before that record, with nothing but marks in between. */
  long offsetAt(int entry) {
    return entry < 0 ? SegmentHeader.BYTES : offsets[entry];
  }

  /** The noted record at or before a position, or the segment's first. */
  LogPlace placeBefore(long position) {
    int entry = entryBefore(position);
    return new LogPlace(positionAt(entry), offsetAt(entry));
  }
}
