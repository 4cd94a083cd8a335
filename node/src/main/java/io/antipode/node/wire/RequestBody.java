package io.antipode.node.wire;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Arrays;

/**
 * The body of one request as it arrives. A body in one chunk is used where it lies; a longer one is
 * gathered in a growing array. All but small chunks are granted by the budget: thousands of clients
 * may send half a body and wait. Confined to the connection's loop.
 */
final class RequestBody {
  /** Whether a chunk, or an inflation, was taken. */
  enum Taken {
    OK,
    TOO_LARGE,
    OVER_BUDGET
  }

  private static final byte[] EMPTY = {};
  private static final int FIRST_GATHERING_BYTES = 64 * 1_024;

  /** A first chunk up to this is taken without asking. */
  private static final int MAX_FREE_BYTES = 4 * 1_024;

  private final int maxBytes;
  private final BodyBudget budget;

  private byte[] bytes = EMPTY;
  private int offset;
  private int length;

  /** Whether the bytes lie in an array of our own, which may have room for more. */
  private boolean gathering;

  /** Taken from the budget. */
  private long grantedBytes;

  RequestBody(int maxBytes, BodyBudget budget) {
    this.maxBytes = maxBytes;
    this.budget = budget;
  }

  Taken add(Buffer chunk) {
    ByteBuf buffer = ((BufferInternal) chunk).getByteBuf();
    int chunkBytes = buffer.readableBytes();
    if (chunkBytes > maxBytes - length) {
      return Taken.TOO_LARGE;
    }
    if (length == 0 && buffer.hasArray()) {
      if (chunkBytes > MAX_FREE_BYTES) {
        if (!budget.tryTake(chunkBytes)) {
          return Taken.OVER_BUDGET;
        }
        grantedBytes = chunkBytes;
      }
      bytes = buffer.array();
      offset = buffer.arrayOffset() + buffer.readerIndex();
      length = chunkBytes;
      return Taken.OK;
    }
    Taken room = makeRoom(chunkBytes);
    if (room == Taken.OK) {
      buffer.getBytes(buffer.readerIndex(), bytes, length, chunkBytes);
      length += chunkBytes;
    }
    return room;
  }

  private Taken makeRoom(int moreBytes) {
    if (gathering && bytes.length - length >= moreBytes) {
      return Taken.OK;
    }
    int capacity =
        (int)
            Math.min(
                maxBytes,
                Math.max(FIRST_GATHERING_BYTES, Math.max(2L * length, length + moreBytes)));
    // Only the growth is charged: the smaller array goes at once.
    if (!budget.tryTake(capacity - grantedBytes)) {
      return Taken.OVER_BUDGET;
    }
    byte[] larger = new byte[capacity];
    System.arraycopy(bytes, offset, larger, 0, length);
    grantedBytes = capacity;
    gathering = true;
    bytes = larger;
    offset = 0;
    return Taken.OK;
  }

  /** Replaces a gzipped body by what it inflates to, bounded alike. */
  Taken inflate() throws java.io.IOException {
    RequestBody inflated = new RequestBody(maxBytes, budget);
    Taken taken = Taken.OK;
    byte[] space = new byte[8_192];
    try (var stream =
        new java.util.zip.GZIPInputStream(
            new java.io.ByteArrayInputStream(bytes, offset, length))) {
      for (int n = stream.read(space); n >= 0 && taken == Taken.OK; n = stream.read(space)) {
        taken = inflated.add(BufferInternal.buffer(Arrays.copyOf(space, n)));
      }
    } catch (java.io.IOException malformed) {
      inflated.release();
      throw malformed;
    }
    release();
    bytes = inflated.bytes;
    offset = inflated.offset;
    length = inflated.length;
    grantedBytes = inflated.grantedBytes;
    gathering = inflated.gathering;
    return taken;
  }

  byte[] bytes() {
    return bytes;
  }

  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  /** Forgets the bytes and gives back what was granted. */
  void release() {
    bytes = EMPTY;
    offset = 0;
    length = 0;
    gathering = false;
    if (grantedBytes > 0) {
      budget.giveBack(grantedBytes);
      grantedBytes = 0;
    }
  }
}
