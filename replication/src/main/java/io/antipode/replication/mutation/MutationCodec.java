package io.antipode.replication.mutation;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The byte layout of a mutation in log records, checkpoints and replication frames. Big-endian; no
 * checksum of its own, since each carrier has one.
 *
 * <pre>
 *  0        1        2                 4                                 8
 *  +--------+--------+-----------------+---------------------------------+
 *  | format | region |  0              |  flags                          |
 *  |  = 1   | length |                 |                                 |
 *  +--------+--------+-----------------+---------------------------------+  8
 *  |  hybrid logical time                                                |
 *  +---------------------------------------------------------------------+ 16
 *  |  stream epoch, ms (0 none)                                          |
 *  +-----------------------------------+---------------------------------+ 24
 *  |  key length                       |  new image length, -1 tombstone |
 *  +-----------------------------------+---------------------------------+ 32
 *  |  old image length, -1 absent      |  region name (ASCII) …
 *  +-----------------------------------+ 36
 *  |  key …  |  new image …  |  old image …
 *  +---------
 * </pre>
 *
 * <p>The shipped form, for other regions, is the same layout without what is local to a region's
 * log: no old image, no stream epoch, and of the flags only those that hold everywhere.
 *
 * <p>Pure; any thread.
 */
public final class MutationCodec {
  /** Bytes before the region's name. */
  public static final int HEADER_BYTES = 36;

  /** The longest key: 2,048 + 1,024 bytes of attributes, escaped, and what stands before them. */
  public static final int MAX_KEY_BYTES = 16 << 10;

  /** The longest image: a 400 KB item in its longest encoding fits many times. */
  public static final int MAX_IMAGE_BYTES = 8 << 20;

  /** The longest encoded mutation. */
  public static final int MAX_BYTES =
      HEADER_BYTES + Region.MAX_NAME_BYTES + MAX_KEY_BYTES + 2 * MAX_IMAGE_BYTES;

  /** Flags that say something about the write itself and not about the region that logged it. */
  private static final int SHIPPED_FLAGS = Mutation.EXPIRED | Mutation.OUT_OF_ORDER;

  private static final byte FORMAT = 1;
  private static final int ABSENT = -1;

  private MutationCodec() {}

  /** Bytes that {@link #encode} writes. */
  public static int sizeOf(Mutation mutation) {
    byte[] oldImage = mutation.oldImage();
    return shippedSizeOf(mutation) + (oldImage == null ? 0 : oldImage.length);
  }

  /** Bytes that {@link #encodeShipped} writes. */
  public static int shippedSizeOf(Mutation mutation) {
    byte[] newImage = mutation.newImage();
    return HEADER_BYTES
        + mutation.version().region().name().length()
        + mutation.key().length
        + (newImage == null ? 0 : newImage.length);
  }

  /**
   * Writes a mutation whole, as logs keep it; the buffer has room for {@link #sizeOf}.
   *
   * @throws IllegalArgumentException for a key or image over its limit; nothing has been written
   */
  public static void encode(Mutation mutation, ByteBuffer into) {
    encode(mutation, mutation.flags(), mutation.streamEpochMs(), mutation.oldImage(), into);
  }

  /**
   * Writes what other regions get of a mutation; the buffer has room for {@link #shippedSizeOf}.
   */
  public static void encodeShipped(Mutation mutation, ByteBuffer into) {
    encode(mutation, mutation.flags() & SHIPPED_FLAGS, 0, null, into);
  }

  private static void encode(
      Mutation mutation, int flags, long streamEpochMs, byte @Nullable [] old, ByteBuffer into) {
    byte[] image = mutation.newImage();
    if (mutation.key().length > MAX_KEY_BYTES
        || (image != null && image.length > MAX_IMAGE_BYTES)
        || (old != null && old.length > MAX_IMAGE_BYTES)) {
      throw new IllegalArgumentException("mutation over its limits: " + mutation.key().length);
    }
    Region region = mutation.version().region();
    into.put(FORMAT)
        .put((byte) region.name().length())
        .putShort((short) 0)
        .putInt(flags)
        .putLong(mutation.version().hlc())
        .putLong(streamEpochMs)
        .putInt(mutation.key().length)
        .putInt(image == null ? ABSENT : image.length)
        .putInt(old == null ? ABSENT : old.length);
    RegionNames.put(region, into);
    into.put(mutation.key());
    if (image != null) {
      into.put(image);
    }
    if (old != null) {
      into.put(old);
    }
  }

  /**
   * Reads a mutation of either form from the buffer's position; what follows it is left.
   *
   * @throws MalformedMutationException where the bytes are none
   */
  public static Mutation decode(ByteBuffer from) {
    if (from.remaining() < HEADER_BYTES) {
      throw new MalformedMutationException(from.remaining() + " bytes are no mutation");
    }
    byte format = from.get();
    if (format != FORMAT) {
      throw new MalformedMutationException("mutation format " + format + ", known is " + FORMAT);
    }
    int regionLength = from.get();
    short zero = from.getShort();
    int flags = from.getInt();
    long hlc = from.getLong();
    long streamEpochMs = from.getLong();
    int keyLength = from.getInt();
    int newLength = from.getInt();
    int oldLength = from.getInt();
    boolean sane =
        zero == 0
            && hlc >= 0
            && regionLength > 0
            && regionLength <= Region.MAX_NAME_BYTES
            && keyLength >= Long.BYTES
            && keyLength <= MAX_KEY_BYTES
            && newLength >= ABSENT
            && newLength <= MAX_IMAGE_BYTES
            && oldLength >= ABSENT
            && oldLength <= MAX_IMAGE_BYTES;
    if (!sane
        || regionLength + keyLength + Math.max(newLength, 0) + Math.max(oldLength, 0)
            > from.remaining()) {
      throw new MalformedMutationException("lengths or fields out of range");
    }
    Version version = new Version(hlc, RegionNames.get(from, regionLength));
    byte[] key = bytes(from, keyLength);
    byte[] newImage = newLength == ABSENT ? null : bytes(from, newLength);
    byte[] oldImage = oldLength == ABSENT ? null : bytes(from, oldLength);
    return new Mutation(key, version, newImage, oldImage, streamEpochMs, flags);
  }

  private static byte[] bytes(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
