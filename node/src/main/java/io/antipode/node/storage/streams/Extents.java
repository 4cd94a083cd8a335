package io.antipode.node.storage.streams;

import io.antipode.replication.log.LogSlice.Span;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where in the log one stream's records are: ascending spans of positions that hold all of them,
 * and few others. A record that follows the last one after at most {@link #joinBytes()} of other
 * records lengthens its span, else it begins another. {@link #coarsen} trades reading for memory.
 */
final class Extents {
  /** Little beside what reading at another place of a file costs. */
  static final int FIRST_JOIN_BYTES = 1 << 10;

  private long[] firsts = new long[4];
  private long[] lasts = new long[4];

  /** Bytes of other records before each span, back to the one before it; saturating. */
  private int[] gaps = new int[4];

  /** The spans are at [head, end) of the arrays. */
  private int head;

  private int end;
  private int joinBytes = FIRST_JOIN_BYTES;

  int count() {
    return end - head;
  }

  int joinBytes() {
    return joinBytes;
  }

  /** The first position held; 0 where none is. */
  long first() {
    return head == end ? 0 : firsts[head];
  }

  /**
   * Takes the position of the stream's next record.
   *
   * @param gapBytes of other records since the last one
   */
  void add(long position, long gapBytes) {
    if (head < end && gapBytes <= joinBytes) {
      lasts[end - 1] = position;
    } else {
      append(position, position, gapBytes);
    }
  }

  /** Takes positions among which there may be some of the stream. */
  void addUnknown(long first, long last) {
    append(first, last, Integer.MAX_VALUE);
  }

  private void append(long first, long last, long gapBytes) {
    assert head == end || first > lasts[end - 1] : first + " after " + lasts[end - 1];
    if (end == firsts.length) {
      makeRoom();
    }
    firsts[end] = first;
    lasts[end] = last;
    gaps[end++] = (int) Math.min(Integer.MAX_VALUE, gapBytes);
  }

  private void makeRoom() {
    int count = count();
    int capacity = count * 2 > firsts.length ? firsts.length * 2 : firsts.length;
    long[] newFirsts = new long[capacity];
    long[] newLasts = new long[capacity];
    int[] newGaps = new int[capacity];
    System.arraycopy(firsts, head, newFirsts, 0, count);
    System.arraycopy(lasts, head, newLasts, 0, count);
    System.arraycopy(gaps, head, newGaps, 0, count);
    firsts = newFirsts;
    lasts = newLasts;
    gaps = newGaps;
    head = 0;
    end = count;
  }

  /** What is at or after a position in the first span that has any, or null. */
  @Nullable Span next(long from) {
    int at = Arrays.binarySearch(lasts, head, end, from);
    at = at < 0 ? -at - 1 : at;
    return at == end ? null : new Span(Math.max(from, firsts[at]), lasts[at]);
  }

  /** Visits the first position of each span. */
  void forEach(LongConsumer visitor) {
    for (int at = head; at < end; at++) {
      visitor.accept(firsts[at]);
    }
  }

  /** Forgets what lies before a position. */
  void dropBefore(long position) {
    while (head < end && lasts[head] < position) {
      head++;
    }
    if (head < end) {
      firsts[head] = Math.max(firsts[head], position);
    }
  }

  /** Joins the spans that are nearest to each other until at most half of them are left. */
  void coarsen() {
    int target = count() / 2;
    while (count() > Math.max(1, target)) {
      joinBytes = joinBytes > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : joinBytes * 2;
      joinNear();
    }
  }

  private void joinNear() {
    int kept = head;
    for (int at = head + 1; at < end; at++) {
      if (gaps[at] <= joinBytes) {
        lasts[kept] = lasts[at];
      } else {
        kept++;
        firsts[kept] = firsts[at];
        lasts[kept] = lasts[at];
        gaps[kept] = gaps[at];
      }
    }
    end = head == end ? end : kept + 1;
  }

  /** Writes the spans: join bytes (4), count (4), each: first (8), last (8), gap (4). */
  void writeTo(DataOutput out) throws IOException {
    out.writeInt(joinBytes);
    out.writeInt(count());
    for (int at = head; at < end; at++) {
      out.writeLong(firsts[at]);
      out.writeLong(lasts[at]);
      out.writeInt(gaps[at]);
    }
  }

  static Extents readFrom(DataInput in) throws IOException {
    Extents read = new Extents();
    read.joinBytes = in.readInt();
    for (int left = in.readInt(); left > 0; left--) {
      read.append(in.readLong(), in.readLong(), in.readInt());
    }
    return read;
  }
}
