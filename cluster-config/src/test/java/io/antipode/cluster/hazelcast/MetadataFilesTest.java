package io.antipode.cluster.hazelcast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metadata outlives the loss of any one file, and of either folder. */
final class MetadataFilesTest {
  private static final String KEY = "table";

  @TempDir Path root;

  private MetadataFiles open() throws IOException {
    return MetadataFiles.open(root.resolve("metadata"), root.resolve("copy"));
  }

  private Path file(String folder) {
    return root.resolve(folder).resolve(KEY + ".meta");
  }

  private Path keys(String folder) {
    return root.resolve(folder).resolve(MetadataKeys.FILE);
  }

  private static MetadataEntry entry(int revision) {
    return new MetadataEntry(revision, new byte[] {(byte) revision, 7});
  }

  private void assertHolds(int revision) throws IOException {
    MetadataFiles files = open();
    assertEquals(Set.of(KEY), files.load().keySet());
    MetadataEntry found = Objects.requireNonNull(files.load().get(KEY));
    assertEquals(revision, found.revision());
    assertArrayEquals(entry(revision).payload(), found.payload());
    byte[] bytes = Files.readAllBytes(file("metadata"));
    assertArrayEquals(bytes, Files.readAllBytes(file("copy")), "both are whole again");
  }

  @ParameterizedTest
  @CsvSource({
    "metadata,DELETE",
    "metadata,EMPTY",
    "metadata,FLIP",
    "metadata,OLDER",
    "copy,DELETE",
    "copy,EMPTY",
    "copy,FLIP",
    "copy,OLDER"
  })
  void theOtherFileIsTaken(String folder, String damage) throws IOException {
    MetadataFiles files = open();
    files.store(KEY, entry(1));
    byte[] older = Files.readAllBytes(file(folder));
    files.store(KEY, entry(2));
    byte[] bytes = Files.readAllBytes(file(folder));
    bytes[bytes.length / 2] ^= 1;
    switch (damage) {
      case "DELETE" -> Files.delete(file(folder));
      case "EMPTY" -> Files.write(file(folder), new byte[0]);
      case "FLIP" -> Files.write(file(folder), bytes);
      default -> Files.write(file(folder), older);
    }

    assertHolds(2);
  }

  @ParameterizedTest
  @CsvSource({"metadata", "copy"})
  void theOtherFolderIsTaken(String folder) throws IOException {
    open().store(KEY, entry(1));
    Files.delete(file(folder));
    Files.delete(keys(folder));
    Files.delete(root.resolve(folder));

    assertHolds(1);
  }

  @Test
  void aFolderOfAnEarlierBuildGetsItsCopy() throws IOException {
    Files.createDirectories(root.resolve("metadata"));
    Files.write(file("metadata"), entry(3).encode());

    assertHolds(3);
  }

  @Test
  void withoutAnyWholeFileTheDamagedOneIsNamed() throws IOException {
    open().store(KEY, entry(1));
    Files.write(file("metadata"), new byte[3]);
    Files.delete(file("copy"));

    IOException refusal = assertThrows(IOException.class, () -> open().load());
    String said = String.valueOf(refusal.getMessage());
    assertTrue(said.contains("table.meta"), said);
  }

  @Test
  void aKeyWhoseFilesAreBothGoneIsMissed() throws IOException {
    open().store(KEY, entry(1));
    open().store("other", entry(1));
    Files.delete(file("metadata"));
    Files.delete(file("copy"));

    IOException refusal = assertThrows(IOException.class, () -> open().load());
    String said = String.valueOf(refusal.getMessage());
    assertTrue(said.contains("table.meta") && said.contains("gone"), said);
    assertEquals(Set.of(KEY), open().lost().keySet());

    open().forget(KEY);
    assertEquals(Set.of("other"), open().load().keySet());
    open().store(KEY, entry(7));
    assertEquals(Set.of(KEY, "other"), open().load().keySet());
  }

  @ParameterizedTest
  @CsvSource({"metadata,DELETE", "copy,DELETE", "metadata,FLIP", "copy,FLIP"})
  void theListOfKeysIsKeptTwiceAsWell(String folder, String damage) throws IOException {
    open().store(KEY, entry(1));
    byte[] bytes = Files.readAllBytes(keys(folder));
    bytes[bytes.length - 1] ^= 1;
    if (damage.equals("FLIP")) {
      Files.write(keys(folder), bytes);
    } else {
      Files.delete(keys(folder));
    }
    assertHolds(1);
    assertArrayEquals(
        Files.readAllBytes(keys("metadata")), Files.readAllBytes(keys("copy")), "both are whole");
    Files.delete(file("metadata"));
    Files.delete(file("copy"));
    assertThrows(IOException.class, () -> open().load());
  }

  @Test
  void hasTheBytesOfItsListOnDisk() throws IOException {
    open().store("one", entry(1));
    open().store("two", entry(1));
    byte[] list = Files.readAllBytes(keys("metadata"));
    MetadataEntry read = MetadataEntry.decode(list);
    assertEquals(2, read.revision());
    assertArrayEquals("one\ntwo".getBytes(java.nio.charset.StandardCharsets.UTF_8), read.payload());
  }
}
