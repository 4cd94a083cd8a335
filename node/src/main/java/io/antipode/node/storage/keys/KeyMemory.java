package io.antipode.node.storage.keys;

import io.antipode.replication.memory.MemoryShare;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one shard's indexes, cut from chunks that grow with it: an empty shard takes two
 * pages, and a chunk whose pages are all free goes back to the system.
 *
 * <pre>
 *   page reference   chunk's number (26 bits) | page's number in the chunk (6 bits)
 *
 *   chunk 0  [p p]        chunk 1  [p p]        chunk 2  [p p p p]       …      chunk n  [p × 64]
 *   chunk k  [one large page, for keys that no usual page holds]
 * </pre>
 *
 * <p>Outside the heap each chunk is a shared arena of its own: recovery fills the index on one
 * thread, the shard's loop works with it, the thread that closes the shard reads it. On the heap,
 * for simulations, which drop shards without closing them, it is the same in a byte array.
 */
public final class KeyMemory implements AutoCloseable {
  static final int PAGE_BYTES = 8 << 10;

  /** Offsets in a page have two bytes. */
  static final int MAX_PAGE_BYTES = 64 << 10;

  /** No page. */
  static final int NONE = -1;

  private static final int PAGE_BITS = 6;
  private static final int FIRST_PAGES = 2;
  private static final int MAX_PAGES = 1 << PAGE_BITS;

  private final LongFunction<Chunk> source;
  private final MemoryShare share;
  private @Nullable Chunk[] chunks = new @Nullable Chunk[8];

  /** Chunks of usual pages with a free one. */
  private final BitSet withFree = new BitSet();

  private long bytes;
  private long freeBytes;
  private boolean closed;

  private KeyMemory(LongFunction<Chunk> source, MemoryShare share) {
    this.source = source;
    this.share = share;
  }

  /**
   * Memory outside the heap; {@link #close} frees it.
   *
   * @param share hears of what is taken, which is what is needed: the limit is looked at before a
   *     key is written
   */
  public static KeyMemory offHeap(MemoryShare share) {
    return new KeyMemory(
        bytes -> {
          Arena arena = Arena.ofShared();
          return new Chunk(arena.allocate(bytes, Long.BYTES), arena);
        },
        share);
  }

  /** Memory that the garbage collector frees: for simulations and tests. */
  public static KeyMemory onHeap(MemoryShare share) {
    return new KeyMemory(
        bytes -> new Chunk(MemorySegment.ofArray(new byte[(int) bytes]), null), share);
  }

  private static final class Chunk {
    final MemorySegment memory;
    final @Nullable Arena arena;
    int pages;
    int pageBytes;

    /** A bit for each page. */
    long free;

    Chunk(MemorySegment memory, @Nullable Arena arena) {
      this.memory = memory;
      this.arena = arena;
    }

    long allFree() {
      return -1L >>> (Long.SIZE - pages);
    }

    void release() {
      if (arena != null) {
        arena.close();
      }
    }
  }

  /** Bytes taken from the system. */
  public long bytes() {
    return bytes;
  }

  /**
   * Takes a page; its content is arbitrary.
   *
   * @param atLeastBytes that it has to hold; most often no more than {@link #PAGE_BYTES}
   */
  int allocate(int atLeastBytes) {
    if (atLeastBytes > PAGE_BYTES) {
      return addChunk(1, largePageBytes(atLeastBytes)) << PAGE_BITS;
    }
    int number = withFree.nextSetBit(0);
    if (number < 0) {
      int pages = Math.clamp(bytes / PAGE_BYTES, FIRST_PAGES, MAX_PAGES);
      number = addChunk(pages, PAGE_BYTES);
      Chunk added = chunk(number);
      added.free = added.allFree();
      freeBytes += (long) pages * PAGE_BYTES;
      withFree.set(number);
    }
    Chunk chunk = chunk(number);
    int page = Long.numberOfTrailingZeros(chunk.free);
    chunk.free &= ~(1L << page);
    freeBytes -= PAGE_BYTES;
    withFree.set(number, chunk.free != 0);
    return number << PAGE_BITS | page;
  }

  private static int largePageBytes(int atLeastBytes) {
    if (atLeastBytes > MAX_PAGE_BYTES) {
      throw new IllegalArgumentException("a page of " + atLeastBytes + " bytes");
    }
    return Integer.highestOneBit(atLeastBytes - 1) << 1;
  }

  private int addChunk(int pages, int pageBytes) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    int number = 0;
    while (number < chunks.length && chunks[number] != null) {
      number++;
    }
    if (number == chunks.length) {
      chunks = Arrays.copyOf(chunks, number * 2);
    }
    Chunk chunk = source.apply((long) pages * pageBytes);
    chunk.pages = pages;
    chunk.pageBytes = pageBytes;
    chunks[number] = chunk;
    bytes += (long) pages * pageBytes;
    share.take((long) pages * pageBytes);
    return number;
  }

  /** Gives a page back. */
  void free(int page) {
    int number = page >>> PAGE_BITS;
    Chunk chunk = chunk(number);
    long bit = 1L << page;
    assert (chunk.free & bit) == 0 : "freed twice";
    chunk.free |= bit;
    boolean usual = chunk.pageBytes == PAGE_BYTES;
    freeBytes += usual ? PAGE_BYTES : 0;
    withFree.set(number, usual);
    // One chunk's worth of free pages stays, lest an index at a boundary allocate again and again.
    long chunkBytes = (long) chunk.pages * chunk.pageBytes;
    if (chunk.free == chunk.allFree() && (!usual || freeBytes > chunkBytes)) {
      withFree.clear(number);
      freeBytes -= usual ? chunkBytes : 0;
      bytes -= chunkBytes;
      share.giveBack(chunkBytes);
      chunks[number] = null;
      chunk.release();
    }
  }

  /** The memory that a page lies in. */
  MemorySegment memoryOf(int page) {
    return chunk(page >>> PAGE_BITS).memory;
  }

  /** Where in that memory it begins. */
  long offsetOf(int page) {
    return (long) (page & (MAX_PAGES - 1)) * chunk(page >>> PAGE_BITS).pageBytes;
  }

  int bytesOf(int page) {
    return chunk(page >>> PAGE_BITS).pageBytes;
  }

  private Chunk chunk(int number) {
    Chunk chunk = chunks[number];
    if (chunk == null) {
      throw new IllegalStateException(closed ? "closed" : "no chunk " + number);
    }
    return chunk;
  }

  /** Frees everything; whoever uses an index in it afterwards gets an IllegalStateException. */
  @Override
  public void close() {
    closed = true;
    for (Chunk chunk : chunks) {
      if (chunk != null) {
        chunk.release();
      }
    }
    Arrays.fill(chunks, null);
    withFree.clear();
    share.giveBack(bytes);
    bytes = 0;
  }
}
