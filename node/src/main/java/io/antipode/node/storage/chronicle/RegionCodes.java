package io.antipode.node.storage.chronicle;

import io.antipode.cluster.topology.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One byte for each region's name. The names stand in the map of items itself, under keys of one
 * byte, which no item has.
 */
final class RegionCodes {
  private static final int MAX = 255;

  private final GrowingMap items;
  private final List<Region> regions = new ArrayList<>();

  RegionCodes(GrowingMap items) {
    this.items = items;
    for (int code = 0; ; code++) {
      byte[] name = items.read(key(code), RegionCodes::copy);
      if (name == null) {
        return;
      }
      regions.add(new Region(new String(name, StandardCharsets.US_ASCII)));
    }
  }

  private static byte[] copy(MemorySegment bytes, long offset, int length) {
    byte[] copy = new byte[length];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, copy, 0, length);
    return copy;
  }

  static boolean isKey(byte[] key) {
    return key.length == 1;
  }

  private static byte[] key(int code) {
    return new byte[] {(byte) code};
  }

  int count() {
    return regions.size();
  }

  Region region(int code) {
    return regions.get(code);
  }

  int codeOf(Region region) {
    for (int code = 0; code < regions.size(); code++) {
      if (regions.get(code).equals(region)) {
        return code;
      }
    }
    int code = regions.size();
    if (code == MAX) {
      throw new IllegalStateException("more than " + MAX + " regions");
    }
    byte[] name = region.name().getBytes(StandardCharsets.US_ASCII);
    items.put(key(code), new MapBytes().set(name, 0, name.length));
    regions.add(region);
    return code;
  }
}
