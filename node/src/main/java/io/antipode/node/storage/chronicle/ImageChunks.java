package io.antipode.node.storage.chronicle;

import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Large images, cut into chunks in a map of their own: entries of one map must not differ too much
 * in size. The map is made when the first large image comes. A chunk's key is the item's key and
 * the chunk's number in two bytes.
 */
final class ImageChunks {
  static final String KIND = "chunks";

  private static final int CHUNK_BYTES = 32 << 10;
  private static final int FIRST_ENTRIES = 64;

  private final Path folder;
  private final int firstGeneration;
  private final MapBytes chunk = new MapBytes();
  private @Nullable GrowingMap map;
  private @Nullable EventLoop loop;

  ImageChunks(Path folder, int firstGeneration, @Nullable GrowingMap map) {
    this.folder = folder;
    this.firstGeneration = firstGeneration;
    this.map = map;
  }

  void attach(EventLoop newLoop) {
    loop = newLoop;
    if (map != null) {
      map.attach(newLoop);
    }
  }

  private GrowingMap open() {
    GrowingMap opened = map;
    if (opened == null) {
      try {
        opened =
            GrowingMap.create(
                folder, new MapFileName(KIND, firstGeneration, FIRST_ENTRIES, CHUNK_BYTES));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (loop != null) {
        opened.attach(loop);
      }
      map = opened;
    }
    return opened;
  }

  void put(byte[] key, byte[] image) {
    GrowingMap chunks = open();
    byte[] chunkKey = Arrays.copyOf(key, key.length + 2);
    for (int number = 0; number < count(image.length); number++) {
      int from = number * CHUNK_BYTES;
      int length = Math.min(image.length - from, CHUNK_BYTES);
      chunks.put(numbered(chunkKey, number), chunk.set(image, from, length));
    }
  }

  byte[] read(byte[] key, int length) {
    GrowingMap chunks = open();
    byte[] image = new byte[length];
    byte[] chunkKey = Arrays.copyOf(key, key.length + 2);
    for (int number = 0; number < count(length); number++) {
      int at = number * CHUNK_BYTES;
      Integer read =
          chunks.read(
              numbered(chunkKey, number),
              (bytes, offset, size) -> copy(bytes, offset, size, image, at));
      if (read == null || read != Math.min(CHUNK_BYTES, length - at)) {
        throw new IllegalStateException("chunk " + number + " of an image is " + read);
      }
    }
    return image;
  }

  private static int copy(MemorySegment bytes, long offset, int size, byte[] image, int at) {
    if (size <= image.length - at) {
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, image, at, size);
    }
    return size;
  }

  /**
   * Removes chunks of an image.
   *
   * @param length of the image as it is stored
   * @param keptLength the chunks that an image of this length has stay
   */
  void remove(byte[] key, int length, int keptLength) {
    if (count(keptLength) == count(length)) {
      return;
    }
    GrowingMap chunks = open();
    byte[] chunkKey = Arrays.copyOf(key, key.length + 2);
    for (int number = count(keptLength); number < count(length); number++) {
      chunks.remove(numbered(chunkKey, number));
    }
  }

  private static int count(int length) {
    return (length + CHUNK_BYTES - 1) / CHUNK_BYTES;
  }

  private static byte[] numbered(byte[] chunkKey, int number) {
    chunkKey[chunkKey.length - 2] = (byte) (number >>> 8);
    chunkKey[chunkKey.length - 1] = (byte) number;
    return chunkKey;
  }

  /** Whether no large image has come yet. */
  boolean isUnused() {
    return map == null;
  }

  /** After reopening. */
  void measure() {
    if (map != null) {
      map.forEach((key, value) -> {});
    }
  }

  long fileBytes() {
    return map == null ? 0 : map.fileBytes();
  }

  boolean isInMemory() {
    return map != null && map.isInMemory();
  }

  /** Leaves one file, or none where no large image has come yet, or where it is in memory. */
  Optional<Path> close() throws IOException {
    return map == null ? Optional.empty() : map.close();
  }
}
