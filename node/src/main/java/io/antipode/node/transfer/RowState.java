package io.antipode.node.transfer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one key of a table, before and after a moment; what was written later is merged
 * into it.
 *
 * <pre>
 *   0            2     k     k+1         k+9              k+13        b           b+4
 *   +------------+-----+-----+-----------+----------------+-----------+-----------+-------
 *   | key length | key |flags| hlc, or 0 | before: length | its bytes | after: …  | its bytes
 *   +------------+-----+-----+-----------+----------------+-----------+-----------+-------
 *     flags: 1 what was before is known, 2 it was written after; length -1: there is no item
 * </pre>
 *
 * <p>The layout of a run that lives as long as its export does: no later version reads it.
 */
final class RowState {
  private static final int BEFORE = 1;
  private static final int AFTER = 2;

  /** About what the objects around the bytes take. */
  private static final int OVERHEAD_BYTES = 160;

  private final byte[] key;
  private int flags;
  private long hlc;
  private byte @Nullable [] before;
  private byte @Nullable [] after;

  RowState(byte[] key) {
    this.key = key;
  }

  byte[] key() {
    return key;
  }

  /** Whether it was written after the moment. */
  boolean isWritten() {
    return (flags & AFTER) != 0;
  }

  /** When it was written last. */
  long hlc() {
    return hlc;
  }

  byte @Nullable [] before() {
    return before;
  }

  byte @Nullable [] after() {
    return after;
  }

  void setBefore(byte @Nullable [] image) {
    flags |= BEFORE;
    before = image;
  }

  void setAfter(byte @Nullable [] image, long writtenHlc) {
    flags |= AFTER;
    after = image;
    hlc = writtenHlc;
  }

  /** Takes what a newer run knows of the key. */
  void merge(RowState newer) {
    if ((newer.flags & BEFORE) != 0) {
      setBefore(newer.before);
    }
    if (newer.isWritten()) {
      setAfter(newer.after, newer.hlc);
    }
  }

  long heapBytes() {
    return (long) OVERHEAD_BYTES
        + key.length
        + (before == null ? 0 : before.length)
        + (after == null ? 0 : after.length);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeShort(key.length);
    out.write(key);
    out.writeByte(flags);
    out.writeLong(hlc);
    writeImage(out, before);
    writeImage(out, after);
  }

  private static void writeImage(DataOutputStream out, byte @Nullable [] image) throws IOException {
    out.writeInt(image == null ? -1 : image.length);
    if (image != null) {
      out.write(image);
    }
  }

  /** The next one, or null at the end. */
  static @Nullable RowState read(DataInputStream in) throws IOException {
    int length;
    try {
      length = in.readUnsignedShort();
    } catch (EOFException end) {
      return null;
    }
    byte[] key = new byte[length];
    in.readFully(key);
    RowState state = new RowState(key);
    state.flags = in.readByte();
    state.hlc = in.readLong();
    state.before = readImage(in);
    state.after = readImage(in);
    return state;
  }

  private static byte @Nullable [] readImage(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] image = new byte[length];
    in.readFully(image);
    return image;
  }
}
