package io.antipode.node.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.storage.recovery.LogBeginFile;
import io.antipode.replication.disk.FileDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What says where a shard's log begins. */
class LogBeginFileTest {
  @TempDir Path folder;
  private LogBeginFile begin;

  @BeforeEach
  void aLogThatBeginsAt7() throws IOException {
    begin = new LogBeginFile(new FileDisk(folder), "begin");
    begin.write(7);
  }

  private @Nullable String check(long firstPosition) throws IOException {
    return begin.check("shard-0/log", firstPosition);
  }

  @Test
  void theBytesStayAsTheyAre() throws IOException {
    assertEquals(
        "414e5449504245470001000000000000000000000000000731c6daae",
        HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("begin"))));
  }

  @Test
  void whatIsGoneIsSaidOnce() throws IOException {
    assertNull(check(7));
    String said = check(20);
    assertTrue(said != null && said.startsWith("shard-0/log: the files with records 7 to 19 are"));
    assertNull(check(20));
  }

  @Test
  void aCrashBeforeTheFilesWereDroppedIsNoLoss() throws IOException {
    assertNull(check(1));
    assertNull(check(7) == null ? check(1) : null);
  }

  @Test
  void nothingIsSaidWhereNothingIsKnown() throws IOException {
    for (byte[] damaged : new byte[][] {{}, {1, 2, 3}, new byte[28]}) {
      Files.write(folder.resolve("begin"), damaged);
      assertNull(check(20));
      assertTrue(check(30) != null, "it is known again");
    }
    Files.delete(folder.resolve("begin"));
    assertNull(check(40));
    assertTrue(check(50) != null, "it is known again");
  }
}
