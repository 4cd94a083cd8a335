package io.antipode.replication.log;

/**
 * Where a record begins in its segment's file.
 *
 * @param offset in bytes
 */
public record LogPlace(long position, long offset) {
  public LogPlace {
    if (position < 1 || offset < SegmentHeader.BYTES) {
      throw new IllegalArgumentException("record " + position + " at " + offset);
    }
  }
}
