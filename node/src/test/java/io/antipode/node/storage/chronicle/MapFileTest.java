package io.antipode.node.storage.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
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

  private static byte[] key(int number) {
    byte[] key = new byte[12];
    key[10] = (byte) (number >>> 8);
    key[11] = (byte) number;
    return key;
  }
}
