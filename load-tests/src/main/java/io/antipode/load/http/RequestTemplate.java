package io.antipode.load.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request whose numbers are written in place, so that a load generator neither formats nor
 * allocates. In the body a run of {@code #} is a slot for a number with leading zeros, a run of
 * {@code ~} one with leading spaces (for bare JSON numbers). One instance per connection: its bytes
 * are those sent.
 */
public final class RequestTemplate {
  private record Slot(int from, int to, byte padding) {}

  private final byte[] bytes;
  private final List<Slot> slots = new ArrayList<>();

  /**
   * @param body the only place where {@code #} and {@code ~} may occur
   */
  public RequestTemplate(DynamoRequest head, String body) {
    bytes = head.with(body);
    int bodyFrom = bytes.length - body.getBytes(StandardCharsets.UTF_8).length;
    for (int i = bodyFrom; i < bytes.length; i++) {
      byte mark = bytes[i];
      if (mark == '#' || mark == '~') {
        int from = i;
        while (i < bytes.length && bytes[i] == mark) {
          i++;
        }
        slots.add(new Slot(from, i, (byte) (mark == '#' ? '0' : ' ')));
      }
    }
  }

  /** Writes a number that is not negative into a slot; slots are numbered as they stand. */
  public RequestTemplate set(int slot, long number) {
    Slot at = slots.get(slot);
    long left = number;
    for (int i = at.to - 1; i >= at.from; i--) {
      bytes[i] = left > 0 || i == at.to - 1 ? (byte) ('0' + left % 10) : at.padding;
      left /= 10;
    }
    if (left > 0) {
      throw new IllegalArgumentException(number + " does not fit slot " + slot);
    }
    return this;
  }

  /** The request as it stands; not a copy. */
  public byte[] bytes() {
    return bytes;
  }
}
