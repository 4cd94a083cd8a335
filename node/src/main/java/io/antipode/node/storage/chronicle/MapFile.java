package io.antipode.node.storage.chronicle;

import io.antipode.node.storage.StoredItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.map.ChronicleMap;

/**
 * One Chronicle Map in its file, with the measure of when it should give way to a larger one.
 *
 * <p>Chronicle Map allocates its file in full, so a map starts modest. When it is full, segments
 * get further tiers on demand up to the bloat factor, at the price of longer searches; so a map
 * that has begun to bloat is still good for every write, but due to be replaced. A segment's tier
 * must be larger than the largest item, hence few segments.
 */
final class MapFile {
  /** Items of a new, empty shard: a file of about 3 MB. */
  static final long MIN_ITEMS = 4_096;

  private static final String PREFIX = "items-";
  private static final String SUFFIX = ".map";
  private static final int MIN_ITEM_BYTES = 512;
  private static final int AVERAGE_KEY_BYTES = 40;
  private static final long ITEMS_PER_SEGMENT = 8_192;
  private static final int MAX_SEGMENTS = 1_024;

  /** How far a map may outgrow its estimate before it refuses; replacement begins long before. */
  private static final double MAX_BLOAT_FACTOR = 1_000;

  /**
   * A map in which so many tiers were added per segment, or so much of its items are used, is due.
   */
  private static final int DUE_TIERS_PER_SEGMENT = 2;

  final Path path;
  final ChronicleMap<byte[], StoredItem> map;
  private final long items;
  private final int initialResizes;

  private MapFile(Path path, ChronicleMap<byte[], StoredItem> map, long items) {
    this.path = path;
    this.map = map;
    this.items = items;
    this.initialResizes = map.remainingAutoResizes();
  }

  /**
   * Creates a map for about so many items of so many bytes each, key included. Blocks.
   *
   * @param generation no earlier file of the folder has
   */
  static MapFile create(Path folder, long generation, long expectedItems, long bytesPerItem)
      throws IOException {
    long items = Math.max(MIN_ITEMS, expectedItems);
    return open(folder.resolve(PREFIX + generation + "-" + items + SUFFIX), items, bytesPerItem);
  }

  /** Opens a map that was closed in order; its header says how it was made. Blocks. */
  static MapFile reopen(Path path) throws IOException {
    return open(path, number(path, 1), 0);
  }

  static boolean isOne(Path path) {
    return path.toString().endsWith(SUFFIX);
  }

  long generation() {
    return number(path, 0);
  }

  /** The numbers in a file's name: {@code items-GENERATION-ITEMS.map}. */
  private static long number(Path path, int which) {
    String name = String.valueOf(path.getFileName());
    String numbers = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
    int dash = numbers.indexOf('-');
    return Long.parseLong(which == 0 ? numbers.substring(0, dash) : numbers.substring(dash + 1));
  }

  private static MapFile open(Path path, long items, long bytesPerItem) throws IOException {
    int segments =
        (int) Math.min(MAX_SEGMENTS, Long.highestOneBit(Math.max(1, items / ITEMS_PER_SEGMENT)));
    ChronicleMap<byte[], StoredItem> map =
        ChronicleMap.of(byte[].class, StoredItem.class)
            .name("items")
            .entries(items)
            .averageKeySize(AVERAGE_KEY_BYTES)
            .averageValueSize((double) Math.max(MIN_ITEM_BYTES, bytesPerItem - AVERAGE_KEY_BYTES))
            .valueMarshaller(new StoredItemMarshaller())
            .actualSegments(segments)
            .maxBloatFactor(MAX_BLOAT_FACTOR)
            .putReturnsNull(true)
            .removeReturnsNull(true)
            .checksumEntries(false)
            .skipCloseOnExitHook(true)
            .createPersistedTo(path.toFile());
    return new MapFile(path, map, items);
  }

  /** Whether a larger map should take over. */
  boolean isDue() {
    return map.longSize() > items
        || initialResizes - map.remainingAutoResizes() > DUE_TIERS_PER_SEGMENT * map.segments();
  }

  /** Bytes per item, key included, as far as the memory in use tells. */
  long bytesPerItem() {
    return map.offHeapMemoryUsed() / Math.max(1, Math.max(map.longSize(), items / 2));
  }

  void close() {
    map.close();
  }

  void delete() throws IOException {
    map.close();
    Files.deleteIfExists(path);
  }
}
