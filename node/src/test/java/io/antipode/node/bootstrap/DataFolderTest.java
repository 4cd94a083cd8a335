package io.antipode.node.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DataFolderTest {
  @TempDir Path folder;

  @Test
  void aSecondUserIsToldWhoTheFirstIs() throws Exception {
    try (DataFolder first = DataFolder.open(folder)) {
      StartupException refusal =
          assertThrows(StartupException.class, () -> DataFolder.open(first.path()));
      String owner = "in use by process " + ProcessHandle.current().pid();
      assertTrue(refusal.getMessage().contains(owner), refusal.getMessage());
    }
  }

  @Test
  void aFolderThatWasLeftCanBeUsedAgain() throws Exception {
    DataFolder.open(folder).close();
    try (DataFolder again = DataFolder.open(folder)) {
      assertEquals(folder, again.path());
    }
  }

  /** What a crash, a full disk or a copy may leave of it. */
  static Stream<byte[]> locks() {
    return Stream.of(new byte[0], new byte[] {'1'}, new byte[] {(byte) 0xff, 0}, new byte[5_000]);
  }

  @ParameterizedTest
  @MethodSource("locks")
  void whateverIsInTheLockSaysNothingOfWhoHoldsIt(byte[] left) throws Exception {
    Files.write(folder.resolve("LOCK"), left);
    try (DataFolder locked = DataFolder.open(folder)) {
      assertEquals(
          ProcessHandle.current().pid() + "\n", Files.readString(locked.path().resolve("LOCK")));
      Files.write(folder.resolve("LOCK"), left);
      StartupException refusal =
          assertThrows(StartupException.class, () -> DataFolder.open(folder));
      assertTrue(
          refusal.getMessage().matches(".* in use by (another process|process 1); stop it .*"),
          refusal.getMessage());
    }
  }

  @Test
  void aLockThatIsGoneIsMadeAnew() throws Exception {
    DataFolder.open(folder).close();
    Files.delete(folder.resolve("LOCK"));
    DataFolder.open(folder).close();
  }

  @Test
  void anEphemeralFolderGoesWithItsUser() throws Exception {
    Path path;
    try (DataFolder ephemeral = DataFolder.ephemeral()) {
      path = ephemeral.path();
      Files.createDirectories(path.resolve("us-east-1"));
      Files.writeString(path.resolve("us-east-1/log"), "anything");
    }
    assertFalse(Files.exists(path));
  }
}
