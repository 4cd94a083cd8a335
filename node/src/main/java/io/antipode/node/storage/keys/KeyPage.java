package io.antipode.node.storage.keys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A view of one page of the {@link KeyIndex}, to be moved from page to page: a slotted page of keys
 * in order, without the prefix that all of them share. Big-endian:
 *
 * <pre>
 *  0        4        8        12       16       20       24
 *  +--------+--------+--------+--------+--------+--------+-----------+-- … --+---------+--------+
 *  | next   | previ- | keys   | prefix | entries| bytes  | a slot (2)| free  | entries | prefix |
 *  |        | ous    |        | length | begin  | of dead| per key   |       |         |        |
 *  +--------+--------+--------+--------+--------+--------+-----------+-- … --+---------+--------+
 *
 *  slot   offset of the key's entry
 *  entry  suffix length (2), child (4, in branches only), suffix
 * </pre>
 *
 * <p>Removing a key leaves its entry dead until the page is packed. Keys that share a prefix are
 * neighbours, so a key that lacks a page's prefix lies below or above all of the page's keys. A
 * branch's first child stands for all that is below the second one's key, and has none itself.
 */
final class KeyPage {
  static final int HEADER_BYTES = 24;
  static final int SLOT_BYTES = Short.BYTES;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final VarHandle KEY_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int NEXT = 0;
  private static final int PREVIOUS = 4;
  private static final int COUNT = 8;
  private static final int PREFIX = 12;
  private static final int BEGIN = 16;
  private static final int DEAD = 20;

  private final boolean branch;

  /** Before an entry's suffix. */
  private final int entryHeaderBytes;

  private MemorySegment memory = MemorySegment.NULL;
  private long base;
  private int bytes;
  private int number = KeyMemory.NONE;

  KeyPage(boolean branch) {
    this.branch = branch;
    this.entryHeaderBytes = branch ? Short.BYTES + Integer.BYTES : Short.BYTES;
  }

  /** Moves the view to a page. */
  KeyPage at(KeyMemory pages, int page) {
    memory = pages.memoryOf(page);
    base = pages.offsetOf(page);
    bytes = pages.bytesOf(page);
    number = page;
    return this;
  }

  int number() {
    return number;
  }

  int bytes() {
    return bytes;
  }

  private int field(int offset) {
    return memory.get(INT, base + offset);
  }

  private void setField(int offset, int value) {
    memory.set(INT, base + offset, value);
  }

  int next() {
    return field(NEXT);
  }

  int previous() {
    return field(PREVIOUS);
  }

  void setNext(int page) {
    setField(NEXT, page);
  }

  void setPrevious(int page) {
    setField(PREVIOUS, page);
  }

  int count() {
    return field(COUNT);
  }

  int prefixLength() {
    return field(PREFIX);
  }

  /** Bytes in use: what a packed page of the same keys takes. */
  int usedBytes() {
    return HEADER_BYTES + SLOT_BYTES * count() + bytes - field(BEGIN) - field(DEAD);
  }

  private int slot(int at) {
    return Short.toUnsignedInt(memory.get(SHORT, base + HEADER_BYTES + (long) SLOT_BYTES * at));
  }

  private void setSlot(int at, int offset) {
    memory.set(SHORT, base + HEADER_BYTES + (long) SLOT_BYTES * at, (short) offset);
  }

  private long prefixAt() {
    return base + bytes - prefixLength();
  }

  private int suffixLength(int slot) {
    return Short.toUnsignedInt(memory.get(SHORT, base + slot));
  }

  int keyLength(int at) {
    return prefixLength() + suffixLength(slot(at));
  }

  /** Copies a key; the array has room for it. */
  void copyKey(int at, byte[] into) {
    int prefix = prefixLength();
    int slot = slot(at);
    MemorySegment.copy(memory, JAVA_BYTE, prefixAt(), into, 0, prefix);
    copySuffix(slot, 0, into, prefix, suffixLength(slot));
  }

  private void copySuffix(int slot, int from, byte[] into, int at, int length) {
    MemorySegment.copy(memory, JAVA_BYTE, base + slot + entryHeaderBytes + from, into, at, length);
  }

  byte[] key(int at) {
    byte[] key = new byte[keyLength(at)];
    copyKey(at, key);
    return key;
  }

  byte[] prefix() {
    byte[] prefix = new byte[prefixLength()];
    MemorySegment.copy(memory, JAVA_BYTE, prefixAt(), prefix, 0, prefix.length);
    return prefix;
  }

  /** Copies a key's suffix; returns its length. */
  int copySuffix(int at, byte[] into, int intoAt) {
    int slot = slot(at);
    int length = suffixLength(slot);
    copySuffix(slot, 0, into, intoAt, length);
    return length;
  }

  int suffixLengthOf(int at) {
    return suffixLength(slot(at));
  }

  int child(int at) {
    return memory.get(INT, base + slot(at) + Short.BYTES);
  }

  void setChild(int at, int page) {
    memory.set(INT, base + slot(at) + Short.BYTES, page);
  }

  /** Of a branch: which child's keys a key belongs to. */
  int floor(byte[] key, int length) {
    int found = find(key, length, 1);
    return found >= 0 ? found : -found - 2;
  }

  /** Index of the key, or {@code -(insertion point) - 1}. */
  int find(byte[] key, int length) {
    return find(key, length, 0);
  }

  /** The same among the keys from an index on; where the key lies below these, below that one. */
  int find(byte[] key, int length, int from) {
    int count = count();
    int prefix = prefixLength();
    int order = compare(prefixAt(), prefix, key, 0, Math.min(length, prefix));
    if (order != 0) {
      return order > 0 ? -from - 1 : -count - 1;
    }
    int low = from;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int slot = slot(middle);
      int found = compare(base + slot + entryHeaderBytes, suffixLength(slot), key, prefix, length);
      if (found < 0) {
        low = middle + 1;
      } else if (found > 0) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -low - 1;
  }

  /** Bytes of this page against a range of an array; unsigned, the shorter first. */
  private int compare(long at, int length, byte[] key, int from, int to) {
    int both = Math.min(length, to - from);
    int i = 0;
    for (; i <= both - Long.BYTES; i += Long.BYTES) {
      long here = memory.get(LONG, at + i);
      long there = (long) KEY_LONG.get(key, from + i);
      if (here != there) {
        return Long.compareUnsigned(here, there);
      }
    }
    for (; i < both; i++) {
      int here = memory.get(JAVA_BYTE, at + i);
      if (here != key[from + i]) {
        return Byte.compareUnsigned((byte) here, key[from + i]);
      }
    }
    return length - (to - from);
  }

  /** How many of the prefix's bytes a key begins with. */
  int sharedWithPrefix(byte[] key, int length) {
    long prefix = prefixAt();
    int most = Math.min(prefixLength(), length);
    int shared = 0;
    while (shared < most && memory.get(JAVA_BYTE, prefix + shared) == key[shared]) {
      shared++;
    }
    return shared;
  }

  /** The first entry of a range that has a key, were the range a page. */
  private int firstKey(int from) {
    return branch ? from + 1 : from;
  }

  /** Bytes that a packed page takes of the entries in a range, with a prefix of that length. */
  int packedBytes(int from, int to, int newPrefix) {
    int longer = prefixLength() - newPrefix;
    int total = HEADER_BYTES + newPrefix + (to - from) * (SLOT_BYTES + entryHeaderBytes);
    for (int i = firstKey(from); i < to; i++) {
      total += longer + suffixLength(slot(i));
    }
    return total;
  }

  /** Bytes that a key takes in a page that has a prefix of that length. */
  int entryBytes(int keyLength, int prefix) {
    return SLOT_BYTES + entryHeaderBytes + keyLength - prefix;
  }

  /** Whether a key that begins with the prefix fits without packing. */
  boolean fits(int keyLength) {
    int free = field(BEGIN) - HEADER_BYTES - SLOT_BYTES * count();
    return entryBytes(keyLength, prefixLength()) <= free;
  }

  /** Makes an empty page without neighbours. */
  void clear(byte[] prefix, int prefixLength) {
    setNext(KeyMemory.NONE);
    setPrevious(KeyMemory.NONE);
    setField(COUNT, 0);
    setField(PREFIX, prefixLength);
    setField(BEGIN, bytes - prefixLength);
    setField(DEAD, 0);
    MemorySegment.copy(prefix, 0, memory, JAVA_BYTE, prefixAt(), prefixLength);
  }

  /** Puts a key that begins with the prefix and {@link #fits}. */
  void put(int at, byte[] key, int length, int child) {
    int suffix = length - prefixLength();
    long entry = makeRoom(at, suffix, child);
    MemorySegment.copy(key, prefixLength(), memory, JAVA_BYTE, entry, suffix);
  }

  private long makeRoom(int at, int suffix, int child) {
    int count = count();
    int begin = field(BEGIN) - entryHeaderBytes - suffix;
    assert at <= count && suffix >= 0 && begin >= HEADER_BYTES + SLOT_BYTES * (count + 1);
    long slots = base + HEADER_BYTES + (long) SLOT_BYTES * at;
    MemorySegment.copy(memory, slots, memory, slots + SLOT_BYTES, (long) SLOT_BYTES * (count - at));
    setField(BEGIN, begin);
    setField(COUNT, count + 1);
    setSlot(at, begin);
    memory.set(SHORT, base + begin, (short) suffix);
    if (branch) {
      memory.set(INT, base + begin + Short.BYTES, child);
    }
    return base + begin + entryHeaderBytes;
  }

  /** Appends entries of another page; this one's prefix is a prefix of their keys. */
  void append(KeyPage source, int from, int to) {
    int first = from;
    if (branch && count() == 0) {
      makeRoom(0, 0, source.child(first++));
    }
    int here = prefixLength();
    int there = source.prefixLength();
    int ofPrefix = Math.max(0, there - here);
    int skipped = Math.max(0, here - there);
    for (int i = first; i < to; i++) {
      int slot = source.slot(i);
      int ofSuffix = source.suffixLength(slot) - skipped;
      int child = branch ? source.child(i) : 0;
      long entry = makeRoom(count(), ofPrefix + ofSuffix, child);
      MemorySegment.copy(
          source.memory, source.prefixAt() + there - ofPrefix, memory, entry, ofPrefix);
      MemorySegment.copy(
          source.memory,
          source.base + slot + entryHeaderBytes + skipped,
          memory,
          entry + ofPrefix,
          ofSuffix);
    }
  }

  /** Takes another's content, neighbours excepted; both have the same size. */
  void copyFrom(KeyPage source) {
    MemorySegment.copy(
        source.memory, source.base + COUNT, memory, base + COUNT, (long) bytes - COUNT);
  }

  void remove(int from, int to) {
    int count = count();
    int dead = 0;
    for (int i = from; i < to; i++) {
      dead += entryHeaderBytes + suffixLength(slot(i));
    }
    long slots = base + HEADER_BYTES;
    MemorySegment.copy(
        memory,
        slots + (long) SLOT_BYTES * to,
        memory,
        slots + (long) SLOT_BYTES * from,
        (long) SLOT_BYTES * (count - to));
    setField(COUNT, count - (to - from));
    setField(DEAD, field(DEAD) + dead);
  }

  /** Removes a branch's child. */
  void removeChild(int at) {
    if (at == 0 && count() > 1) {
      // The next child has no key from now on.
      setChild(0, child(1));
      remove(1, 2);
    } else {
      remove(at, at + 1);
    }
  }

  /** Where to split so that both halves take about as many bytes. */
  int middle() {
    int count = count();
    int half = (usedBytes() - HEADER_BYTES - prefixLength()) / 2;
    int at = 0;
    int before = 0;
    while (at < count - 1 && before < half) {
      before += SLOT_BYTES + entryHeaderBytes + suffixLength(slot(at++));
    }
    int least = branch && count > 3 ? 2 : 1;
    return Math.clamp(at, least, count - least);
  }

  /** Length of the prefix that the keys share of a range that is to be a page. */
  int sharedPrefix(int from, int to) {
    int firstKey = firstKey(from);
    if (firstKey >= to) {
      return 0;
    }
    int first = slot(firstKey);
    int last = slot(to - 1);
    long firstAt = base + first + entryHeaderBytes;
    long lastAt = base + last + entryHeaderBytes;
    int firstLength = suffixLength(first);
    long mismatch =
        MemorySegment.mismatch(
            memory, firstAt, firstAt + firstLength, memory, lastAt, lastAt + suffixLength(last));
    return prefixLength() + (int) (mismatch < 0 ? firstLength : mismatch);
  }

  /** The first so many bytes of the first key of a range that is to be a page. */
  byte[] prefixBytes(int from, int prefixLength) {
    return prefixLength == 0 ? new byte[0] : Arrays.copyOf(key(firstKey(from)), prefixLength);
  }

  /** The shortest bytes above {@code left} and not above {@code right}. */
  static byte[] separator(byte[] left, byte[] right) {
    return Arrays.copyOf(right, Arrays.mismatch(left, right) + 1);
  }
}
