package io.antipode.node.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
