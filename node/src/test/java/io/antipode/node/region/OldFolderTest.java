package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What earlier builds wrote is found by this one, whole. The archives are named by the day of their
 * build; {@link FolderWriter} made them.
 */
final class OldFolderTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"folder-2026-11-29.zip", "folder-2026-11-30.zip"})
  void everythingIsThere(String archive) throws IOException {
    unpack(archive);
    ThreeRegions regions = new ThreeRegions(folder, true);
    regions.open();
    List<String> expected = Files.readAllLines(folder.resolve(FolderWriter.EXPECTED));
    assertEquals(
        String.join("\n", expected), String.join("\n", FolderContents.of(regions)), archive);
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder-2026-11-29.zip", "folder-2026-11-30.zip"})
  void theFolderIsCarriedOver(String archive) throws IOException {
    unpack(archive);
    ThreeRegions first = new ThreeRegions(folder, true);
    first.open();
    List<String> once = FolderContents.of(first);
    ThreeRegions second = new ThreeRegions(folder, true);
    second.open();
    assertEquals(once, FolderContents.of(second), "opened twice, killed in between");
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder-2026-11-29.zip", "folder-2026-11-30.zip"})
  void noPromiseIsForgotten(String archive) throws IOException {
    unpack(archive);
    ThreeRegions regions = new ThreeRegions(folder, true);
    regions.open();
    // The clock of this test stands before everything that the folder holds.
    for (String line : Files.readAllLines(folder.resolve(FolderWriter.PROMISES))) {
      String[] promise = line.split(" ", 3);
      long told = Long.parseLong(promise[2]);
      regions
          .node(new Region(promise[0]))
          .onShard(
              new ShardId(Integer.parseInt(promise[1])),
              shard -> {
                assertTrue(shard.closedTime() >= told, line);
                regions.loop.run();
                assertTrue(shard.closedTime() > told, "the next promise after " + line);
              });
    }
  }

  private void unpack(String archive) throws IOException {
    InputStream resource = OldFolderTest.class.getResourceAsStream(archive);
    assertTrue(resource != null, archive);
    try (ZipInputStream zip = new ZipInputStream(resource)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
      }
    }
  }
}
