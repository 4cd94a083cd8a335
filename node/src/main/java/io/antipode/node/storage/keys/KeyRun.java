package io.antipode.node.storage.keys;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A leaf's keys as they are written to a file. Big-endian:
 *
 * <pre>
 *  keys (2) | prefix length (4) | prefix | bytes of suffixes (4) | end of each suffix (2) … | suffixes
 *
 *  prefix    "ab"        keys  "abc", "abcd", "abx"
 *  suffixes  c cd x
 *  ends      1 3 4
 * </pre>
 */
final class KeyRun {
  private byte[] prefix = {};
  private byte[] suffixes = {};
  private char[] ends = {};
  private int count;

  /** Writes a leaf that has keys. */
  void write(KeyPage leaf, DataOutput out) throws IOException {
    count = leaf.count();
    prefix = leaf.prefix();
    ByteBuffer packedEnds = ByteBuffer.allocate(count * Character.BYTES);
    int end = 0;
    for (int i = 0; i < count; i++) {
      suffixes = KeyIndex.withRoom(suffixes, end + leaf.suffixLengthOf(i));
      end += leaf.copySuffix(i, suffixes, end);
      packedEnds.putChar((char) end);
    }
    out.writeShort(count);
    out.writeInt(prefix.length);
    out.write(prefix);
    out.writeInt(end);
    out.write(packedEnds.array());
    out.write(suffixes, 0, end);
  }

  /** Reads the next run; false at the end, where two zero bytes are. */
  boolean read(DataInput in) throws IOException {
    count = in.readUnsignedShort();
    if (count == 0) {
      return false;
    }
    prefix = new byte[in.readInt()];
    in.readFully(prefix);
    int suffixBytes = in.readInt();
    suffixes = KeyIndex.withRoom(suffixes, suffixBytes);
    byte[] packedEnds = new byte[count * Character.BYTES];
    in.readFully(packedEnds);
    ends = new char[count];
    ByteBuffer.wrap(packedEnds).asCharBuffer().get(ends);
    in.readFully(suffixes, 0, suffixBytes);
    return true;
  }

  int count() {
    return count;
  }

  private int start(int at) {
    return at == 0 ? 0 : ends[at - 1];
  }

  int keyLength(int at) {
    return prefix.length + ends[at] - start(at);
  }

  /** Copies a key; the array has room for it. */
  void copyKey(int at, byte[] into) {
    System.arraycopy(prefix, 0, into, 0, prefix.length);
    System.arraycopy(suffixes, start(at), into, prefix.length, ends[at] - start(at));
  }
}
