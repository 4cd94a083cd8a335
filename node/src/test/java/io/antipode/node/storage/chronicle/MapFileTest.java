package io.antipode.node.storage.chronicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.antipode.node.storage.view.ItemStore;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MapFileTest {
  private static final MapFileName NAME = new MapFileName("items", 1, 40_000, 96);

  @TempDir Path folder;

  /** Overwriting an entry that grew costs what its segment is long, so segments stay short. */
  @ParameterizedTest
  @CsvSource({"64, 16", "4096, 16", "16383, 16", "16384, 32", "1048576, 2048", "10000000, 16384"})
  void largerFilesHaveMoreSegmentsNotLongerOnes(long entries, int segments) {
    assertEquals(segments, MapFile.segments(new MapFileName("items", 1, entries, 100)));
  }

  @Test
  void entriesThatGrowStayAndMoveToTheNextFile() throws IOException {
    MapFile file = MapFile.open(folder.resolve(NAME.fileName()), NAME);
    for (int i = 0; i < 30_000; i++) {
      file.put(key(i), new byte[40]);
    }
    for (int i = 0; i < 30_000; i++) {
      file.put(key(i * 7 % 30_000), new byte[45]);
    }
    assertEquals(30_000, file.size());
    assertEquals(30_000 * (12 + 45), file.usedBytes());
    int[] drained = new int[1];
    while (file.drain(128, (key, value) -> drained[0] += value.length == 45 ? 1 : 0)) {
      // the next slice
    }
    assertEquals(30_000, drained[0]);
    assertNull(file.read(key(1), (bytes, offset, length) -> length));
    file.discard();
  }

  /** What is found without Chronicle's own search is what that finds, further tiers included. */
  @Test
  void holdsWhatWasPutLastThroughRemovalsAndOverflow() throws IOException {
    MapFile file = MapFile.inMemory(new MapFileName("items", 1, 512, 40));
    Map<Integer, byte[]> model = new HashMap<>();
    Random random = new Random(3);
    for (int i = 0; i < 60_000; i++) {
      int number = random.nextInt(6_000);
      if (random.nextInt(4) == 0) {
        assertEquals(model.remove(number) != null, file.remove(key(number)));
      } else {
        byte[] value = new byte[random.nextInt(100)];
        random.nextBytes(value);
        assertEquals(model.put(number, value) != null, file.put(key(number), value));
      }
      int other = random.nextInt(6_000);
      file.expect(new byte[][] {key(number), key(other)}, 2);
      assertArrayEquals(model.get(other), valueOf(file, other));
    }
    assertEquals(model.size(), file.size());
    assertEquals(
        model.values().stream().mapToLong(value -> 12 + value.length).sum(), file.usedBytes());
    Map<Integer, byte[]> left = new HashMap<>();
    file.forEach((key, value) -> left.put(ByteBuffer.wrap(key).getInt(8), value));
    assertEquals(model.keySet(), left.keySet());
    left.forEach((number, value) -> assertArrayEquals(model.get(number), value));
    file.discard();
  }

  @Test
  void whatIsExpectedIsReadAsAnythingElse() throws IOException {
    MapFile file = MapFile.open(folder.resolve(NAME.fileName()), NAME);
    byte[][] keys = new byte[ItemStore.MOST_EXPECTED][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(i);
      if (i % 2 == 0) {
        file.put(keys[i], new byte[i]);
      }
    }
    file.expect(keys, keys.length);
    for (int i = 0; i < keys.length; i++) {
      byte[] found = valueOf(file, i);
      assertEquals(i % 2 == 0, found != null);
    }
    file.discard();
  }

  @Test
  void aClosedFileIsNotLookedInto() throws IOException {
    MapFile file = MapFile.open(folder.resolve(NAME.fileName()), NAME);
    file.put(key(1), new byte[40]);
    file.close(folder);
    assertThrows(IndexOutOfBoundsException.class, () -> valueOf(file, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> file.expect(new byte[][] {key(1)}, 1));
  }

  private static byte @Nullable [] valueOf(MapFile file, int number) {
    return file.read(
        key(number),
        (bytes, offset, length) -> bytes.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE));
  }

  private static byte[] key(int number) {
    byte[] key = new byte[12];
    key[10] = (byte) (number >>> 8);
    key[11] = (byte) number;
    return key;
  }
}
