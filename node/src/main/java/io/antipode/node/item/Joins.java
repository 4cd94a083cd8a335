package io.antipode.node.item;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * New lists and sets out of two of one type, in canonical bytes. Each costs no more than the bytes
 * of both: sets are merged as the sorted runs that they are, since hashing members that a client
 * chooses can be made quadratic. Pure; any thread.
 */
public final class Joins {
  private static final int BODY = 9;

  private Joins() {}

  /** The elements of one list, then those of the other. */
  public static Encoded append(Encoded first, Encoded second) {
    int firstEnd = first.end();
    int secondBody = second.offset() + BODY;
    byte[] bytes =
        Arrays.copyOfRange(first.bytes(), first.offset(), firstEnd + second.end() - secondBody);
    System.arraycopy(
        second.bytes(), secondBody, bytes, firstEnd - first.offset(), second.end() - secondBody);
    return finished(bytes, bytes.length, first.size() + second.size());
  }

  /** The members of either set. */
  public static Encoded union(Encoded one, Encoded other) {
    byte[] out = begun(one, one.end() - one.offset() + other.end() - other.offset());
    int to = BODY;
    int count = 0;
    int left = one.offset() + BODY;
    int right = other.offset() + BODY;
    int leftEnd = one.end();
    int rightEnd = other.end();
    while (left < leftEnd || right < rightEnd) {
      int order =
          left == leftEnd
              ? 1
              : right == rightEnd ? -1 : compare(one.tag(), one, left, other, right);
      int length;
      if (order <= 0) {
        length = memberLength(one.tag(), one.bytes(), left);
        System.arraycopy(one.bytes(), left, out, to, length);
        left += length;
        right += order == 0 ? length : 0;
      } else {
        length = memberLength(one.tag(), other.bytes(), right);
        System.arraycopy(other.bytes(), right, out, to, length);
        right += length;
      }
      to += length;
      count++;
    }
    return finished(out, to, count);
  }

  /** The members of one set that are not in the other; null for none. */
  public static @Nullable Encoded difference(Encoded one, Encoded other) {
    byte[] out = begun(one, one.end() - one.offset());
    int to = BODY;
    int count = 0;
    int right = other.offset() + BODY;
    int rightEnd = other.end();
    int left = one.offset() + BODY;
    for (int leftEnd = one.end(); left < leftEnd; ) {
      int length = memberLength(one.tag(), one.bytes(), left);
      int order = right == rightEnd ? -1 : compare(one.tag(), one, left, other, right);
      if (order > 0) {
        right += memberLength(one.tag(), other.bytes(), right);
        continue;
      }
      if (order < 0) {
        System.arraycopy(one.bytes(), left, out, to, length);
        to += length;
        count++;
      }
      left += length;
    }
    return count == 0 ? null : finished(out, to, count);
  }

  private static byte[] begun(Encoded set, int maxBytes) {
    byte[] out = new byte[maxBytes];
    out[0] = set.tag();
    return out;
  }

  private static Encoded finished(byte[] bytes, int end, int count) {
    ItemLayout.putInt32(bytes, 1, end - 5);
    ItemLayout.putInt32(bytes, 5, count);
    return new Encoded(bytes, 0);
  }

  private static int memberLength(byte tag, byte[] bytes, int at) {
    return tag == ItemLayout.NS ? 1 + bytes[at] : 4 + ItemLayout.int32(bytes, at);
  }

  private static int compare(byte tag, Encoded one, int left, Encoded other, int right) {
    int header = tag == ItemLayout.NS ? 1 : 4;
    return Arrays.compareUnsigned(
        one.bytes(),
        left + header,
        left + memberLength(tag, one.bytes(), left),
        other.bytes(),
        right + header,
        right + memberLength(tag, other.bytes(), right));
  }
}
