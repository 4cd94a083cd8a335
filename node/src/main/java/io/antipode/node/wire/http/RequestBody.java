package io.antipode.node.wire.http;

import io.antipode.node.wire.http.HttpHandler.BodyRefusal;
import io.antipode.replication.memory.MemoryShare;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request as it arrives. A body that came with its head is used where it lies; a
 * longer one is gathered in a growing array. All but small pieces are granted by the budget:
 * thousands of clients may send half a body and wait. Memory grows with what has arrived, not with
 * what was announced. What was granted stays so until the request is answered: what is made of a
 * body waits for its shard, and takes about as much. Reused by its connection and confined to its
 * loop.
 */
final class RequestBody {
  private static final byte[] EMPTY = {};
  private static final int FIRST_GATHERING_BYTES = 4 * 1_024;

  /** A body up to this is gathered without asking. */
  static final int MAX_FREE_BYTES = FIRST_GATHERING_BYTES;

  private final int maxBytes;
  private final MemoryShare budget;

  private byte[] bytes = EMPTY;
  private int offset;
  private int length;

  /** No room is made beyond what was announced. */
  private int announcedBytes;

  /** Taken from the budget. */
  private long grantedBytes;

  RequestBody(int maxBytes, MemoryShare budget) {
    this.maxBytes = maxBytes;
    this.budget = budget;
    this.announcedBytes = maxBytes;
  }

  /** Whether a body of this length may come at all. */
  boolean mayTake(long lengthBytes) {
    return lengthBytes <= maxBytes;
  }

  /**
   * The whole body, where it lies; it holds as long as the bytes do.
   *
   * @return null where it was taken
   */
  @Nullable BodyRefusal lies(byte[] where, int from, int lengthBytes) {
    if (lengthBytes > MAX_FREE_BYTES) {
      if (!budget.tryTake(lengthBytes)) {
        return BodyRefusal.OVER_BUDGET;
      }
      grantedBytes = lengthBytes;
    }
    bytes = where;
    offset = from;
    length = lengthBytes;
    return null;
  }

  /** It will come in pieces, of this length altogether; negative where that is not known. */
  void gather(long lengthBytes) {
    announcedBytes = lengthBytes < 0 ? maxBytes : (int) Math.min(maxBytes, lengthBytes);
  }

  /** Copies one more piece; null where it was taken. */
  @Nullable BodyRefusal add(byte[] piece, int from, int pieceBytes) {
    if (pieceBytes > maxBytes - length) {
      return BodyRefusal.TOO_LARGE;
    }
    if (bytes.length - length < pieceBytes && !grow(length + pieceBytes)) {
      return BodyRefusal.OVER_BUDGET;
    }
    System.arraycopy(piece, from, bytes, length, pieceBytes);
    length += pieceBytes;
    return null;
  }

  /** Only the growth is charged: the smaller array goes at once. */
  private boolean grow(int neededBytes) {
    long doubled = Math.max(neededBytes, 2L * bytes.length);
    int capacity = (int) Math.min(announcedBytes, Math.max(doubled, FIRST_GATHERING_BYTES));
    if (capacity > MAX_FREE_BYTES) {
      if (!budget.tryTake(capacity - grantedBytes)) {
        return false;
      }
      grantedBytes = capacity;
    }
    byte[] larger = new byte[capacity];
    System.arraycopy(bytes, 0, larger, 0, length);
    bytes = larger;
    return true;
  }

  /**
   * Replaces a gzipped body by what it inflates to, bounded alike.
   *
   * @throws IOException where it is no such thing
   */
  @Nullable BodyRefusal inflate() throws IOException {
    RequestBody inflated = new RequestBody(maxBytes, budget);
    BodyRefusal refusal = null;
    byte[] space = new byte[8_192];
    try (var stream = new GZIPInputStream(new ByteArrayInputStream(bytes, offset, length))) {
      for (int n = stream.read(space); n >= 0 && refusal == null; n = stream.read(space)) {
        refusal = inflated.add(space, 0, n);
      }
    } catch (IOException malformed) {
      inflated.release();
      throw malformed;
    }
    release();
    bytes = inflated.bytes;
    offset = 0;
    length = inflated.length;
    grantedBytes = inflated.grantedBytes;
    return refusal;
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

  long grantedBytes() {
    return grantedBytes;
  }

  /** What was granted, which who asks gives back from now on. */
  long takeGrant() {
    long granted = grantedBytes;
    grantedBytes = 0;
    return granted;
  }

  /** Forgets the bytes and gives back what was granted. */
  void release() {
    bytes = EMPTY;
    offset = 0;
    length = 0;
    if (grantedBytes > 0) {
      budget.giveBack(grantedBytes);
      grantedBytes = 0;
    }
  }
}
