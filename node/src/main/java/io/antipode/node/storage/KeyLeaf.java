package io.antipode.node.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A leaf of the {@link KeyIndex}: keys in order, packed into one array without the prefix that all
 * of them share.
 *
 * <pre>
 *   prefix    "ab"                      keys  "abc", "abcd", "abx"
 *   suffixes  c cd x
 *   ends      1 3 4
 * </pre>
 *
 * <p>Keys that share a prefix are neighbours, so a key that lacks a leaf's prefix lies below or
 * above all of the leaf's keys.
 */
final class KeyLeaf extends KeyNode {
  /** A leaf with two keys or more is split rather than grown beyond this. */
  static final int MAX_SUFFIX_BYTES = 8 << 10;

  private byte[] prefix = {};
  private byte[] suffixes = {};
  private char[] ends = {};
  private int count;

  @Nullable KeyLeaf next;
  @Nullable KeyLeaf previous;

  int count() {
    return count;
  }

  /**
   * Writes the leaf as it is packed: {@code count (2), prefix length (4), prefix, suffix bytes (4),
   * an end (2) for each key, suffixes}.
   */
  void writeTo(DataOutput out) throws IOException {
    ByteBuffer packedEnds = ByteBuffer.allocate(count * Character.BYTES);
    packedEnds.asCharBuffer().put(ends, 0, count);
    out.writeShort(count);
    out.writeInt(prefix.length);
    out.write(prefix);
    out.writeInt(suffixBytes());
    out.write(packedEnds.array());
    out.write(suffixes, 0, suffixBytes());
  }

  /** Reads what {@link #writeTo} wrote; null for a leaf without keys, which is never written. */
  static @Nullable KeyLeaf readFrom(DataInput in) throws IOException {
    KeyLeaf leaf = new KeyLeaf();
    leaf.count = in.readUnsignedShort();
    if (leaf.count == 0) {
      return null;
    }
    leaf.prefix = new byte[in.readInt()];
    in.readFully(leaf.prefix);
    leaf.suffixes = new byte[in.readInt()];
    byte[] packedEnds = new byte[leaf.count * Character.BYTES];
    in.readFully(packedEnds);
    leaf.ends = new char[leaf.count];
    ByteBuffer.wrap(packedEnds).asCharBuffer().get(leaf.ends);
    in.readFully(leaf.suffixes);
    return leaf;
  }

  private int start(int at) {
    return at == 0 ? 0 : ends[at - 1];
  }

  private int suffixBytes() {
    return start(count);
  }

  byte[] key(int at) {
    int start = start(at);
    int length = ends[at] - start;
    byte[] key = Arrays.copyOf(prefix, prefix.length + length);
    System.arraycopy(suffixes, start, key, prefix.length, length);
    return key;
  }

  /** Index of the key, or {@code -(insertion point) - 1}. */
  int find(byte[] key) {
    return find(key, 0);
  }

  /** The same among the keys from an index on; where the key lies below these, below that one. */
  private int find(byte[] key, int from) {
    int shared = Arrays.mismatch(prefix, key);
    if (shared >= 0 && shared < prefix.length) {
      boolean below = shared == key.length || Byte.compareUnsigned(key[shared], prefix[shared]) < 0;
      return below ? -1 : -count - 1;
    }
    int low = from;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order =
          Arrays.compareUnsigned(
              suffixes, start(middle), ends[middle], key, prefix.length, key.length);
      if (order < 0) {
        low = middle + 1;
      } else if (order > 0) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -low - 1;
  }

  /** Whether there are keys and all of them lie below this one. */
  boolean isBelow(byte[] key) {
    return count > 0 && find(key, count - 1) == -count - 1;
  }

  /**
   * Inserts a key, or makes room for it by a split.
   *
   * @param at its insertion point
   * @return null once the key is inserted; the new right neighbour where this leaf was split: then
   *     the key may or may not be in one of the two
   */
  @Nullable KeyLeaf insert(int at, byte[] key, int maxKeys) {
    if (count == 0) {
      prefix = key.clone();
      ends = new char[Math.min(4, maxKeys)];
      count = 1;
      return null;
    }
    int mismatch = Arrays.mismatch(prefix, key);
    int shared = mismatch < 0 ? prefix.length : mismatch;
    int grown = suffixBytes() + count * (prefix.length - shared);
    if (shared < prefix.length && grown > 2 * MAX_SUFFIX_BYTES) {
      return splitApart(at, key, maxKeys);
    }
    if (count >= 2 && (count >= maxKeys || grown + key.length - shared > MAX_SUFFIX_BYTES)) {
      return split(at, key, maxKeys);
    }
    if (shared < prefix.length) {
      become(this, 0, count, shared);
    }
    put(at, key);
    return null;
  }

  /** The new key shares too little with the others: it gets a leaf of its own. */
  private KeyLeaf splitApart(int at, byte[] key, int maxKeys) {
    KeyLeaf right = new KeyLeaf();
    linkAfterThis(right);
    if (at == 0) {
      right.become(this, 0, count, prefix.length);
      clear();
      insert(0, key, maxKeys);
    } else {
      right.insert(0, key, maxKeys);
    }
    return right;
  }

  private KeyLeaf split(int at, byte[] key, int maxKeys) {
    KeyLeaf right = new KeyLeaf();
    boolean appending = at == count && next == null;
    linkAfterThis(right);
    if (appending) {
      // Keys that arrive in order fill their leaves.
      trim();
      right.insert(0, key, maxKeys);
      return right;
    }
    int middle = middle();
    right.become(this, middle, count, sharedPrefix(middle, count));
    become(this, 0, middle, sharedPrefix(0, middle));
    return right;
  }

  /** Where to split so that both halves hold about as many bytes. */
  private int middle() {
    int half = suffixBytes() / 2;
    int at = 1;
    while (at < count - 1 && ends[at - 1] < half) {
      at++;
    }
    return suffixBytes() == 0 ? count / 2 : at;
  }

  /** Length of the prefix that the keys in a range share. */
  private int sharedPrefix(int from, int to) {
    int firstStart = start(from);
    int mismatch =
        Arrays.mismatch(suffixes, firstStart, ends[from], suffixes, start(to - 1), ends[to - 1]);
    return prefix.length + (mismatch < 0 ? ends[from] - firstStart : mismatch);
  }

  private void put(int at, byte[] key) {
    int length = key.length - prefix.length;
    int used = suffixBytes();
    if (used + length > suffixes.length) {
      suffixes = Arrays.copyOf(suffixes, withSlack(used + length));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count + 4 + (count >> 3));
    }
    int start = start(at);
    System.arraycopy(suffixes, start, suffixes, start + length, used - start);
    System.arraycopy(key, prefix.length, suffixes, start, length);
    for (int i = count; i > at; i--) {
      ends[i] = (char) (ends[i - 1] + length);
    }
    ends[at] = (char) (start + length);
    count++;
  }

  /** Leaves are many: what is free in each of them counts. */
  private static int withSlack(int bytes) {
    return bytes + 32 + (bytes >> 4);
  }

  void remove(int from, int to) {
    int start = start(from);
    int length = ends[to - 1] - start;
    System.arraycopy(suffixes, start + length, suffixes, start, suffixBytes() - start - length);
    for (int i = to; i < count; i++) {
      ends[i - (to - from)] = (char) (ends[i] - length);
    }
    count -= to - from;
    if (suffixes.length > 2 * withSlack(suffixBytes())) {
      trim();
    }
  }

  /** Whether the right neighbour's keys fit in here too, with room left. */
  boolean canAbsorb(KeyLeaf right, int maxKeys) {
    if (count + right.count > maxKeys * 3 / 4) {
      return false;
    }
    int shared = sharedWith(right);
    long bytes =
        (long) suffixBytes()
            + right.suffixBytes()
            + (long) count * (prefix.length - shared)
            + (long) right.count * (right.prefix.length - shared);
    return bytes <= MAX_SUFFIX_BYTES * 3 / 4;
  }

  private int sharedWith(KeyLeaf right) {
    byte[] first = key(0);
    byte[] last = right.key(right.count - 1);
    int mismatch = Arrays.mismatch(first, last);
    // Never longer than what either leaf shares already: keys between them share at least as much.
    return Math.min(mismatch, Math.min(prefix.length, right.prefix.length));
  }

  void absorb(KeyLeaf right) {
    int shared = sharedWith(right);
    become(this, 0, count, shared);
    int total = count + right.count;
    int bytes = suffixBytes() + right.suffixBytes() + right.count * (right.prefix.length - shared);
    suffixes = Arrays.copyOf(suffixes, withSlack(bytes));
    ends = Arrays.copyOf(ends, total);
    right.copySuffixes(0, right.count, shared, this);
    right.unlink();
  }

  /** Takes the keys of a range of a leaf (possibly this one) in place of its own. */
  private void become(KeyLeaf source, int from, int to, int prefixLength) {
    byte[] newPrefix = Arrays.copyOf(source.key(from), prefixLength);
    KeyLeaf built = new KeyLeaf();
    built.prefix = newPrefix;
    int bytes = source.ends[to - 1] - source.start(from);
    bytes += (to - from) * (source.prefix.length - prefixLength);
    built.suffixes = new byte[withSlack(bytes)];
    built.ends = new char[to - from + 4];
    source.copySuffixes(from, to, prefixLength, built);
    prefix = built.prefix;
    suffixes = built.suffixes;
    ends = built.ends;
    count = built.count;
  }

  /** Appends the keys of a range, without their first bytes, to a leaf with room for them. */
  private void copySuffixes(int from, int to, int prefixLength, KeyLeaf into) {
    int fromPrefix = Math.max(0, prefix.length - prefixLength);
    int skip = Math.max(0, prefixLength - prefix.length);
    int end = into.suffixBytes();
    for (int i = from; i < to; i++) {
      int start = start(i) + skip;
      int length = ends[i] - start;
      System.arraycopy(prefix, prefix.length - fromPrefix, into.suffixes, end, fromPrefix);
      System.arraycopy(suffixes, start, into.suffixes, end + fromPrefix, length);
      end += fromPrefix + length;
      into.ends[into.count++] = (char) end;
    }
  }

  private void trim() {
    suffixes = Arrays.copyOf(suffixes, suffixBytes());
    ends = Arrays.copyOf(ends, count);
  }

  private void clear() {
    prefix = new byte[0];
    suffixes = new byte[0];
    ends = new char[0];
    count = 0;
  }

  void linkAfterThis(KeyLeaf right) {
    right.next = next;
    right.previous = this;
    if (next != null) {
      next.previous = right;
    }
    next = right;
  }

  /** Takes this leaf out of the chain. */
  void unlink() {
    if (previous != null) {
      previous.next = next;
    }
    if (next != null) {
      next.previous = previous;
    }
  }
}
