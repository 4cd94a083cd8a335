package io.antipode.node.storage.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of small files every byte counts, of large ones those of evenly spread blocks. */
final class SealedFileTest {
  private static final int MB = 1 << 20;
  private static final int LENGTH = 8 * MB + 17;

  @TempDir Path folder;

  private Path file(int flippedAt) throws IOException {
    Path path = folder.resolve("file");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(0);
      file.setLength(LENGTH);
      if (flippedAt >= 0) {
        file.seek(flippedAt);
        file.write(1);
      }
    }
    return path;
  }

  @Test
  void everyByteOfASmallFileCounts() throws IOException {
    int whole = SealedFile.checksum(file(-1), 16 * MB);
    for (int at = 0; at < LENGTH; at += MB / 3) {
      assertNotEquals(whole, SealedFile.checksum(file(at), 16 * MB), "byte " + at);
    }
    assertNotEquals(whole, SealedFile.checksum(file(LENGTH - 1), 16 * MB));
  }

  @Test
  void headAndEndOfALargeFileCountAndBlocksBetween() throws IOException {
    int whole = SealedFile.checksum(file(-1), 2 * MB);
    assertNotEquals(whole, SealedFile.checksum(file(3), 2 * MB));
    assertNotEquals(whole, SealedFile.checksum(file(LENGTH - 1), 2 * MB));
    assertNotEquals(whole, SealedFile.checksum(file(5 * MB), 2 * MB));
    assertEquals(whole, SealedFile.checksum(file(MB + 1), 2 * MB), "passed over");
  }
}
