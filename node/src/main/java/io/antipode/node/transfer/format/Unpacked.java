package io.antipode.node.transfer.format;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An object's bytes, unpacked as they are read. One that unpacks to more than a thousand times its
 * length, which gzip can't and no true data does, is refused on the way: what little is sent must
 * not cost much to read.
 */
public final class Unpacked extends InputStream {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final long MAX_RATIO = 1_100;
  private static final long FREE_BYTES = 64L << 20;

  /** How an object is packed. */
  public enum Packing {
    GZIP,
    ZSTD,
    NONE
  }

  private final Counted packed;
  private final InputStream unpacked;
  private long bytes;

  /**
   * @param object closed with this
   */
  public Unpacked(InputStream object, Packing packing) throws IOException {
    packed = new Counted(object);
    try {
      unpacked =
          switch (packing) {
            case GZIP -> new GZIPInputStream(packed, BUFFER_BYTES);
            case ZSTD -> new ZstdInputStream(packed);
            case NONE -> packed;
          };
    } catch (ZipException | EOFException e) {
      object.close();
      throw malformed(e);
    } catch (IOException | RuntimeException e) {
      object.close();
      throw e;
    }
  }

  /** How many of the object's own bytes were read. */
  public long packedBytes() {
    return packed.bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = unpack(into, offset, length);
    if (read > 0) {
      bytes += read;
      if (bytes > FREE_BYTES && bytes / MAX_RATIO > packed.bytes) {
        throw new MalformedObjectException(
            "the object unpacks to more than " + MAX_RATIO + " times its length");
      }
    }
    return read;
  }

  private int unpack(byte[] into, int offset, int length) throws IOException {
    try {
      return unpacked.read(into, offset, length);
    } catch (ZipException | EOFException | RuntimeException e) { // by what the unpackers throw
      throw malformed(e);
    }
  }

  private static IOException malformed(Exception cause) {
    return new MalformedObjectException(
        "the object can't be unpacked: " + cause.getMessage(), cause);
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }

  private static final class Counted extends FilterInputStream {
    private long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      bytes += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      bytes += Math.max(0, read);
      return read;
    }
  }
}
