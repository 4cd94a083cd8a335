package io.antipode.node.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Continuous;
import io.antipode.node.backup.ArchiveRecord.Kind;
import io.antipode.replication.disk.FileDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is known of copies, whatever becomes of one of its two files, or of both. */
class RecordFilesTest {
  private static final Continuous SETTING = new Continuous(2, 3, 35);
  private static final String PATH = RecordFiles.pathOf(SETTING);

  @TempDir Path folder;
  private Path first;
  private Path second;

  /** Something that becomes of a file. */
  enum Damage {
    EMPTIED,
    CUT_OFF,
    FLIPPED,
    DELETED,
    OLD
  }

  @BeforeEach
  void saveTwice() throws IOException {
    first = folder.resolve("archive");
    second = folder.resolve("archive-copy");
    RecordFiles files = open();
    files.save(new Continuous(2, 3, 7));
    Files.copy(first.resolve(PATH), folder.resolve("old"));
    files.save(SETTING);
  }

  private RecordFiles open() throws IOException {
    return new RecordFiles(new FileDisk(first), new FileDisk(second));
  }

  private void strike(Path file, Damage damage) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    switch (damage) {
      case EMPTIED -> Files.write(file, new byte[0]);
      case CUT_OFF -> Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
      case FLIPPED -> {
        bytes[20] ^= 1;
        Files.write(file, bytes);
      }
      case DELETED -> Files.delete(file);
      case OLD -> Files.write(file, Files.readAllBytes(folder.resolve("old")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneOfTwoIsEnoughAndTheOtherIsWrittenAnew(Damage damage) throws IOException {
    for (Path each : List.of(first, second)) {
      strike(each.resolve(PATH), damage);
      RecordFiles.Found found = open().load();
      assertEquals(List.of(SETTING), found.records());
      assertEquals(Map.of(), found.damages());
      assertArrayEquals(
          Files.readAllBytes(first.resolve(PATH)), Files.readAllBytes(second.resolve(PATH)));
    }
  }

  @Test
  void twoThatAreDamagedAreNamed() throws IOException {
    strike(first.resolve(PATH), Damage.CUT_OFF);
    strike(second.resolve(PATH), Damage.DELETED);
    RecordFiles.Found found = open().load();
    assertEquals(List.of(), found.records());
    assertEquals(
        Map.of(PATH, "damaged file " + PATH + " at offset 0: no valid record of the archive"),
        found.damages());
  }

  @Test
  void aFolderOfItsFilesIsNamedWhereNothingIsKnownOfThem() throws IOException {
    Path part = first.resolve("backups/01800000000000-0000000a/shard-0/1.checkpoint");
    Files.createDirectories(part.getParent());
    Files.write(part, new byte[] {1});
    RecordFiles.Found found = open().load();
    assertEquals(
        Map.of(
            "backups/01800000000000-0000000a",
            "backups/01800000000000-0000000a/manifest is gone, and there is no copy of it"),
        found.damages());
    assertTrue(Files.exists(part), "it is left for a person to look at");
  }

  @Test
  void aRemovalThatACrashEndedIsEnded() throws IOException {
    Backup backup =
        new Backup(
            "01800000000000-0000000a",
            "kept",
            Kind.USER,
            false,
            3,
            0,
            0,
            4,
            5,
            ArchiveCodecTest.TABLE,
            List.of());
    open().save(backup);
    assertEquals(List.of(backup, SETTING), open().load().records());
    Files.createDirectories(first.resolve("removed"));
    Files.move(
        first.resolve("backups").resolve(backup.id()), first.resolve("removed/" + backup.id()));
    assertEquals(List.of(SETTING), open().load().records());
    assertFalse(Files.exists(first.resolve("removed/" + backup.id())));
    assertFalse(Files.exists(second.resolve("backups/" + backup.id())));
  }
}
