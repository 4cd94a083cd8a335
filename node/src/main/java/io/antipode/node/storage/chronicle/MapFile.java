package io.antipode.node.storage.chronicle;

import io.antipode.node.storage.view.ItemStore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;
import net.openhft.chronicle.map.MapSegmentContext;
import net.openhft.chronicle.map.VanillaChronicleMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Chronicle Map file of fixed capacity. It takes more than its capacity (the file grows by
 * tiers that are chained, so that lookups become slower), up to {@link #MAX_BLOAT} times as much.
 * One thread at a time.
 */
final class MapFile {
  private static final Logger LOG = LoggerFactory.getLogger(MapFile.class);
  private static final double MAX_BLOAT = 50;

  /** So each is large enough, even in the smallest file, for the largest entry. */
  private static final int MIN_SEGMENTS = 16;

  /**
   * A segment is made for once to twice as many. Where a value grows, Chronicle looks for room from
   * the first gap of its segment on, so that an overwritten entry costs what its segment is long.
   * Smaller ones would differ more in what they hold, and waste room.
   */
  private static final int SEGMENT_ENTRIES = 512;

  private static final double FULL_AT = 0.8;

  /** A map takes its file only where so much is left after it; twice its capacity is ample. */
  private static final long LEFT_FREE_BYTES = 16L << 20;

  private final ChronicleMap<byte[], byte[]> map;
  private final EntryFinder finder;
  private final MapFileName name;
  private final MapBytes wantedKey = new MapBytes();
  private final MapBytes newValue = new MapBytes();

  /**
   * Chronicle finds the file by it again whenever it adds tiers: it stays while the map is open.
   * Null where the disk had no room, and the map is in memory.
   */
  private final @Nullable Path path;

  /** Of keys and values; after reopening an estimate, until all entries have been visited. */
  private long usedBytes;

  /** Kept here, since Chronicle Map sums its segments' counts each time. */
  private long size;

  /** Segments before it have been drained. */
  private int drainedSegments;

  private MapFile(ChronicleMap<byte[], byte[]> map, @Nullable Path path, MapFileName name) {
    this.map = map;
    this.finder = new EntryFinder((VanillaChronicleMap<?, ?, ?>) map);
    this.path = path;
    this.name = name;
    this.size = map.longSize();
  }

  /** Reads a value where it lies; must not keep the bytes. */
  interface ValueReader<T> {
    @Nullable T read(MemorySegment bytes, long offset, int length);
  }

  /** Takes entries; the arrays are its own. */
  interface EntryVisitor {
    void visit(byte[] key, byte[] value);
  }

  /**
   * Opens the file of that name, or creates it, allocated in full; in memory where that would take
   * the last room on the disk, which the log needs. Blocks.
   */
  static MapFile open(Path path, MapFileName name) throws IOException {
    return Files.exists(path) || hasRoom(path, name) ? onDisk(path, name) : inMemory(name);
  }

  private static MapFile onDisk(Path path, MapFileName name) throws IOException {
    MapFile file = new MapFile(builder(name).createPersistedTo(path.toFile()), path, name);
    file.usedBytes = file.size * name.entryBytes();
    return file;
  }

  static MapFile inMemory(MapFileName name) {
    return new MapFile(builder(name).create(), null, name);
  }

  private static ChronicleMapBuilder<byte[], byte[]> builder(MapFileName name) {
    return ChronicleMapBuilder.of(byte[].class, byte[].class)
        .name(name.kind())
        .entries(name.entries())
        .averageKeySize(MapFileName.KEY_BYTES)
        .averageValueSize(Math.max(1, name.entryBytes() - MapFileName.KEY_BYTES))
        .keySizeMarshaller(new FourByteSize())
        .valueSizeMarshaller(new FourByteSize())
        .actualSegments(segments(name))
        .maxBloatFactor(MAX_BLOAT)
        .putReturnsNull(true)
        .removeReturnsNull(true)
        .checksumEntries(false) // Never read after an unclean stop.
        .skipCloseOnExitHook(true);
  }

  /** A power of two. A file that was made with another number keeps it. */
  static int segments(MapFileName name) {
    long wanted = Math.min(name.entries() / SEGMENT_ENTRIES, 1 << 30);
    return Math.max(MIN_SEGMENTS, Integer.highestOneBit((int) wanted));
  }

  private static boolean hasRoom(Path path, MapFileName name) throws IOException {
    Path folder = Objects.requireNonNull(path.getParent());
    long free = Files.getFileStore(folder).getUsableSpace();
    boolean room = free > 2 * name.capacityBytes() + LEFT_FREE_BYTES;
    if (!room) {
      LOG.warn("{}: {} MB are free on the disk; {} is kept in memory", folder, free >> 20, name);
    }
    return room;
  }

  MapFileName name() {
    return name;
  }

  boolean isInMemory() {
    return path == null;
  }

  long size() {
    return size;
  }

  long usedBytes() {
    return usedBytes;
  }

  /** After reopening: what its entries take altogether. */
  void setUsedBytes(long bytes) {
    usedBytes = bytes;
  }

  long fileBytes() throws IOException {
    return path == null ? 0 : Files.size(path);
  }

  /** Whether it holds as much as it was made for. */
  boolean isFull() {
    return size() > name.entries() * FULL_AT || usedBytes > name.capacityBytes() * FULL_AT;
  }

  private ExternalMapQueryContext<byte[], byte[], ?> query(byte[] key) {
    return map.queryContext(wantedKey.set(key, 0, key.length));
  }

  <T> @Nullable T read(byte[] key, ValueReader<T> reader) {
    long at = finder.find(key);
    if (at >= 0) {
      return reader.read(finder.memory(), at, finder.length(at));
    }
    return at == EntryFinder.ABSENT ? null : readFurtherTier(key, reader);
  }

  /** Fetches what these keys, at most {@link ItemStore#MOST_EXPECTED}, will be read from. */
  void expect(byte[][] keys, int count) {
    finder.fetch(keys, count);
  }

  private <T> @Nullable T readFurtherTier(byte[] key, ValueReader<T> reader) {
    try (ExternalMapQueryContext<byte[], byte[], ?> query = query(key)) {
      MapEntry<byte[], byte[]> entry = query.entry();
      if (entry == null) {
        return null;
      }
      byte[] value = entry.value().getUsing(null);
      return reader.read(MemorySegment.ofArray(value), 0, value.length);
    }
  }

  /** Returns whether there was a value under the key before. */
  boolean put(byte[] key, byte[] value) {
    return put(key, newValue.set(value, 0, value.length));
  }

  /** The same with a value that needs no array of its own. */
  boolean put(byte[] key, MapBytes value) {
    long at = finder.find(key);
    int replaced = at >= 0 ? finder.length(at) : 0;
    if (at >= 0 && finder.overwrite(at, key.length, value)) {
      usedBytes += value.size() - replaced;
      return true;
    }
    try (ExternalMapQueryContext<byte[], byte[], ?> query = query(key)) {
      query.updateLock().lock();
      MapEntry<byte[], byte[]> entry = query.entry();
      if (entry != null) {
        long replacedBytes = entry.value().size();
        query.replaceValue(entry, value);
        usedBytes += value.size() - replacedBytes;
        return true;
      }
      query.insert(Objects.requireNonNull(query.absentEntry()), value);
      usedBytes += key.length + value.size();
      size++;
      return false;
    }
  }

  /** Returns whether there was a value under the key. */
  boolean remove(byte[] key) {
    try (ExternalMapQueryContext<byte[], byte[], ?> query = query(key)) {
      query.updateLock().lock();
      MapEntry<byte[], byte[]> entry = query.entry();
      if (entry == null) {
        return false;
      }
      usedBytes -= key.length + entry.value().size();
      size--;
      query.remove(entry);
      return true;
    }
  }

  /** Hands out copies: Chronicle Map would reuse the arrays while it iterates. */
  void forEach(EntryVisitor visitor) {
    map.forEachEntry(
        entry -> visitor.visit(entry.key().getUsing(null), entry.value().getUsing(null)));
  }

  /** Removes up to so many entries and hands them out; returns whether any may be left. */
  boolean drain(int maxEntries, EntryVisitor visitor) {
    int[] drained = new int[1];
    while (drainedSegments < map.segments()) {
      try (MapSegmentContext<byte[], byte[], ?> segment = map.segmentContext(drainedSegments)) {
        boolean emptied =
            segment.forEachSegmentEntryWhile(
                entry -> {
                  if (drained[0] == maxEntries) {
                    return false;
                  }
                  drained[0]++;
                  visitor.visit(entry.key().getUsing(null), entry.value().getUsing(null));
                  entry.doRemove();
                  size--;
                  return true;
                });
        if (!emptied) {
          return true;
        }
      }
      drainedSegments++;
    }
    return false;
  }

  /** Closes the file and leaves it under its name in a folder; what is in memory is gone. */
  void close(Path folder) throws IOException {
    closeMap();
    if (path == null) {
      return;
    }
    Path closed = folder.resolve(name.fileName());
    if (!closed.equals(path)) {
      Files.move(path, closed);
    }
  }

  /** Closes and deletes the file. Blocks. */
  void discard() throws IOException {
    closeMap();
    if (path != null) {
      Files.deleteIfExists(path);
    }
  }

  private void closeMap() {
    finder.close();
    map.close();
  }
}
