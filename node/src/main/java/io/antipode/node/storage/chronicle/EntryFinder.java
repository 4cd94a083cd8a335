package io.antipode.node.storage.chronicle;

import io.antipode.node.storage.view.ItemStore;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import net.openhft.chronicle.algo.hashing.LongHashFunction;
import net.openhft.chronicle.hash.impl.CompactOffHeapLinearHashTable;
import net.openhft.chronicle.hash.impl.HashSplitting;
import net.openhft.chronicle.map.VanillaChronicleMap;

/**
 * Finds values where Chronicle Map keeps them. Its query contexts take locks and keep states for
 * callers that share a map; where one thread at a time uses it, two looks at its memory are enough:
 *
 * <pre>
 *   hash of the key ─▶ segment │ slots, open addressing:      entries, in chunks:
 *                              │ … | key bits, chunk | … ───▶ | key size (4) | key | value size (4) | value |
 * </pre>
 *
 * <p>A segment that has overflowed goes on in further tiers, which only Chronicle Map itself finds.
 * All is read within the bounds of the file's memory. One thread at a time.
 */
final class EntryFinder {
  /** The key is in no entry. */
  static final long ABSENT = -1;

  /** The key may be in a further tier of its segment. */
  static final long IN_FURTHER_TIER = -2;

  private static final int CACHE_LINE_BYTES = 64;

  /** Of an entry; the processor itself runs ahead from there on. */
  private static final int FETCHED_BYTES = 4 * CACHE_LINE_BYTES;

  /** In a segment's header: the tier after its first, 0 for none. */
  private static final long NEXT_TIER_AT = 16;

  private static final LongHashFunction HASH = LongHashFunction.xx_r39();
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final VarHandle ARRAY_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final HashSplitting segments;
  private final CompactOffHeapLinearHashTable slots;
  private final boolean intSlots;
  private final long firstTier;
  private final long tierBytes;
  private final long firstHeader;
  private final long headerBytes;
  private final long entriesAt;
  private final long chunkBytes;
  private final long[] fetchedTiers = new long[ItemStore.MOST_EXPECTED];
  private final long[] fetchedSlots = new long[ItemStore.MOST_EXPECTED];
  private MemorySegment memory;

  @SuppressWarnings("UnusedVariable") // Else compilers could leave out the reads.
  private int fetched;

  EntryFinder(VanillaChronicleMap<?, ?, ?> map) {
    if (map.alignment != 1 || map.checksumEntries) {
      throw new IllegalArgumentException("entries of another layout");
    }
    segments = map.hashSplitting;
    slots = map.hashLookup;
    intSlots = map.tierHashLookupSlotSize == Integer.BYTES;
    firstTier = map.segmentBaseAddr(0) - map.bsAddress();
    tierBytes = map.tierSize;
    firstHeader = map.segmentHeaderAddress(0) - map.bsAddress();
    headerBytes = map.segmentHeaderAddress(1) - map.segmentHeaderAddress(0);
    entriesAt =
        map.tierHashLookupOuterSize
            + VanillaChronicleMap.TIER_COUNTERS_AREA_SIZE
            + map.tierFreeListOuterSize
            + map.tierEntrySpaceInnerOffset;
    chunkBytes = map.chunkSize;
    memory = memoryOf(map);
  }

  @SuppressWarnings("restricted") // It is as long as Chronicle Map says that it has mapped.
  private static MemorySegment memoryOf(VanillaChronicleMap<?, ?, ?> map) {
    return MemorySegment.ofAddress(map.bsAddress()).reinterpret(map.sizeInBytesWithoutTiers());
  }

  /** What the offsets that it finds are in. */
  MemorySegment memory() {
    return memory;
  }

  /** Before the map is closed: from now on a look fails, and never at memory that is gone. */
  void close() {
    memory = MemorySegment.NULL;
  }

  /**
   * Where the value of a key lies in {@link #memory}, at least 0; behind its {@link #length}.
   *
   * @return or {@link #ABSENT} or {@link #IN_FURTHER_TIER}
   */
  long find(byte[] key) {
    long hash = HASH.hashBytes(key);
    int segment = segments.segmentIndex(hash);
    long tier = firstTier + segment * tierBytes;
    long wanted = slots.maskUnsetKey(segments.segmentHash(hash));
    long first = slots.hlPos(wanted);
    long at = first;
    for (long slot = slot(tier + at); !slots.empty(slot); slot = slot(tier + at)) {
      if (slots.key(slot) == wanted) {
        long entry = tier + entriesAt + slots.value(slot) * chunkBytes;
        if (isOf(entry, key)) {
          return entry + Integer.BYTES + key.length + Integer.BYTES;
        }
      }
      at = slots.step(at);
      if (at == first) {
        throw new IllegalStateException("a segment without an empty slot");
      }
    }
    long nextTier = memory.get(LONG, firstHeader + segment * headerBytes + NEXT_TIER_AT);
    return nextTier == 0 ? ABSENT : IN_FURTHER_TIER;
  }

  /** The length of a value that was found. */
  int length(long valueAt) {
    return memory.get(INT, valueAt - Integer.BYTES);
  }

  /**
   * Replaces a value that was found, where the new one takes as many chunks: such an entry stays
   * where it is, and nothing else of the map changes.
   *
   * @return whether it was; else nothing is changed
   */
  boolean overwrite(long valueAt, int keyLength, MapBytes value) {
    long before = 2L * Integer.BYTES + keyLength;
    if (chunks(before + value.size()) != chunks(before + length(valueAt))) {
      return false;
    }
    memory.set(INT, valueAt - Integer.BYTES, value.length());
    MemorySegment.copy(value.array(), 0, memory, ValueLayout.JAVA_BYTE, valueAt, value.length());
    return true;
  }

  private long chunks(long bytes) {
    return (bytes + chunkBytes - 1) / chunkBytes;
  }

  /**
   * Touches the memory that {@link #find} of these keys will look at, all slots and then all
   * entries: the processor waits for them together, where each search would wait twice by itself.
   */
  void fetch(byte[][] keys, int count) {
    for (int i = 0; i < count; i++) {
      long hash = HASH.hashBytes(keys[i]);
      long tier = firstTier + segments.segmentIndex(hash) * tierBytes;
      long slotAt = slots.hlPos(slots.maskUnsetKey(segments.segmentHash(hash)));
      fetchedTiers[i] = tier;
      fetchedSlots[i] = slot(tier + slotAt);
    }
    int touched = 0;
    for (int i = 0; i < count; i++) {
      long entry = fetchedTiers[i] + entriesAt + slots.value(fetchedSlots[i]) * chunkBytes;
      long end = Math.min(entry + FETCHED_BYTES, memory.byteSize());
      for (long at = entry; at < end; at += CACHE_LINE_BYTES) {
        touched += memory.get(ValueLayout.JAVA_BYTE, at);
      }
    }
    fetched = touched;
  }

  private long slot(long at) {
    return intSlots ? Integer.toUnsignedLong(memory.get(INT, at)) : memory.get(LONG, at);
  }

  private boolean isOf(long entry, byte[] key) {
    if (memory.get(INT, entry) != key.length) {
      return false;
    }
    long keyAt = entry + Integer.BYTES;
    int at = 0;
    for (; at <= key.length - Long.BYTES; at += Long.BYTES) {
      if (memory.get(LONG, keyAt + at) != (long) ARRAY_LONG.get(key, at)) {
        return false;
      }
    }
    for (; at < key.length; at++) {
      if (memory.get(ValueLayout.JAVA_BYTE, keyAt + at) != key[at]) {
        return false;
      }
    }
    return true;
  }
}
