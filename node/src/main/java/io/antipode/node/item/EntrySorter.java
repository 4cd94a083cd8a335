package io.antipode.node.item;

import java.util.Arrays;

/**
 * Brings the entries of a map, or the members of a set, into the canonical order where they lie,
 * and refuses duplicates and empty sets. Reusable, as its space is; not thread-safe.
 */
final class EntrySorter {
  private int[] mergeSpace = new int[0];
  private byte[] moveSpace = new byte[0];

  // Of the call at hand.
  private byte tag;
  private byte[] bytes = moveSpace;
  private int[] marks = mergeSpace;

  /**
   * @param tag M, SS, NS or BS of {@link ItemLayout}
   * @param bytes whose range from {@code bodyStart} to {@code bodyEnd} is put in order
   * @param marks from {@code firstMark} to {@code endMark}: where the entries begin, as written
   */
  void sort(
      byte tag, byte[] bytes, int bodyStart, int bodyEnd, int[] marks, int firstMark, int endMark) {
    if (firstMark == endMark) {
      SetMessages.refuseEmpty(tag);
      return;
    }
    this.tag = tag;
    this.bytes = bytes;
    this.marks = marks;
    if (isAscending(firstMark, endMark)) {
      return;
    }
    int count = endMark - firstMark;
    if (mergeSpace.length < count) {
      mergeSpace = new int[Math.max(count, 32)];
    }
    mergeSort(firstMark, endMark);
    for (int i = firstMark + 1; i < endMark; i++) {
      if (compare(marks[i - 1], marks[i]) == 0) {
        throw new InvalidItemException(
            SetMessages.duplicate(tag, bytes, bodyStart, marks[i], count));
      }
    }
    move(bodyStart, bodyEnd, firstMark, endMark);
  }

  private boolean isAscending(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (compare(marks[i - 1], marks[i]) >= 0) {
        return false;
      }
    }
    return true;
  }

  private void mergeSort(int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    mergeSort(from, middle);
    mergeSort(middle, to);
    if (compare(marks[middle - 1], marks[middle]) <= 0) {
      return;
    }
    int leftCount = middle - from;
    System.arraycopy(marks, from, mergeSpace, 0, leftCount);
    int left = 0;
    int right = middle;
    int out = from;
    while (left < leftCount) {
      if (right < to && compare(marks[right], mergeSpace[left]) < 0) {
        marks[out++] = marks[right++];
      } else {
        marks[out++] = mergeSpace[left++];
      }
    }
  }

  /** Copies the entries out in the order of their marks, and back. */
  private void move(int bodyStart, int bodyEnd, int firstMark, int endMark) {
    int bodyLength = bodyEnd - bodyStart;
    if (moveSpace.length < bodyLength) {
      moveSpace = new byte[Math.max(bodyLength, 512)];
    }
    int to = 0;
    for (int i = firstMark; i < endMark; i++) {
      int size = entryLength(marks[i]);
      System.arraycopy(bytes, marks[i], moveSpace, to, size);
      to += size;
    }
    assert to == bodyLength;
    System.arraycopy(moveSpace, 0, bytes, bodyStart, bodyLength);
  }

  private int compare(int a, int b) {
    int header = headerBytes();
    return Arrays.compareUnsigned(
        bytes, a + header, a + header + keyLength(a), bytes, b + header, b + header + keyLength(b));
  }

  private int entryLength(int mark) {
    return tag == ItemLayout.M
        ? ItemLayout.entryEnd(bytes, mark) - mark
        : headerBytes() + keyLength(mark);
  }

  private int headerBytes() {
    return switch (tag) {
      case ItemLayout.NS -> 1;
      case ItemLayout.SS, ItemLayout.BS -> 4;
      default -> 2;
    };
  }

  /** Length of what the entry is ordered by: its name, or all of a member. */
  private int keyLength(int mark) {
    return switch (tag) {
      case ItemLayout.NS -> bytes[mark];
      case ItemLayout.SS, ItemLayout.BS -> ItemLayout.int32(bytes, mark);
      default -> ItemLayout.uint16(bytes, mark);
    };
  }
}
