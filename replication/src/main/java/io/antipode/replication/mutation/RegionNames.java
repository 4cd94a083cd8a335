package io.antipode.replication.mutation;

import io.antipode.cluster.topology.Region;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns encoded region names into shared {@link Region}s: a log of a million records names three
 * regions, and checking a name's form a million times would dominate its replay. Any thread: the
 * table is replaced, never changed.
 */
public final class RegionNames {
  /** Names beyond this many are decoded anew each time. */
  private static final int MAX_KNOWN = 64;

  private static volatile Known[] known = {};

  private RegionNames() {}

  private record Known(byte[] name, Region region) {}

  /** Writes a name; its length goes before it in the caller's way. */
  public static void put(Region region, ByteBuffer into) {
    String name = region.name();
    for (int i = 0; i < name.length(); i++) {
      into.put((byte) name.charAt(i));
    }
  }

  /**
   * Reads a name of the given length; the buffer holds at least that much.
   *
   * @throws MalformedMutationException where the name is none of a region
   */
  public static Region get(ByteBuffer from, int lengthBytes) {
    int start = from.position();
    from.position(start + lengthBytes);
    for (Known candidate : known) {
      if (matches(candidate.name, from, start, lengthBytes)) {
        return candidate.region;
      }
    }
    byte[] name = new byte[lengthBytes];
    from.get(start, name);
    return learn(name);
  }

  private static boolean matches(byte[] name, ByteBuffer from, int start, int lengthBytes) {
    if (name.length != lengthBytes) {
      return false;
    }
    for (int i = 0; i < lengthBytes; i++) {
      if (from.get(start + i) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static Region learn(byte[] name) {
    Region region;
    try {
      region = new Region(new String(name, StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new MalformedMutationException("origin: " + e.getMessage());
    }
    Known[] before = known;
    if (before.length < MAX_KNOWN) {
      Known[] after = Arrays.copyOf(before, before.length + 1);
      after[before.length] = new Known(name, region);
      known = after;
    }
    return region;
  }
}
