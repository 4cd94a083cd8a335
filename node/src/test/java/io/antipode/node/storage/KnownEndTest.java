package io.antipode.node.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.storage.recovery.ShardInspection;
import io.antipode.replication.disk.DamagedFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that lost its end is not gone on with where a file beside it knows of that end. */
final class KnownEndTest {
  @TempDir Path folder;
  private ShardFixture f;

  @BeforeEach
  void aShardWithCheckpointsThatWasKilled() throws IOException {
    f = ShardFixture.on(folder);
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 40; i++) {
        f.put("item" + i, "round" + round);
      }
      f.loop.advanceMs(1_000);
    }
    f.loop.run();
    f.loop.kill();
    f.disk.delete(f.options.clockFile());
  }

  /** What is left of it would give positions once more that a checkpoint covers. */
  @Test
  void aCheckpointKnowsOfIt() throws IOException {
    f.disk.delete(f.options.logFolder());

    DamagedFileException refusal = assertThrows(DamagedFileException.class, f::open);
    assertTrue(refusal.file().endsWith("log"), refusal.getMessage());
  }

  @Test
  void soDoesARepair() throws IOException {
    List<String> log = f.disk.list(f.options.logFolder());
    for (String name : log.subList(1, log.size())) {
      f.disk.delete(f.options.logFolder() + "/" + name);
    }

    List<ShardInspection.Damage> damages = ShardInspection.inspect(f.disk, f.options);
    assertEquals(1, damages.size());
    assertInstanceOf(ShardInspection.Damage.Fatal.class, damages.getFirst());
  }

  @Test
  void aShardThatWasEverOpenedHasALog() throws IOException {
    assertTrue(!ShardInspection.isGone(f.disk, f.options));
    f.disk.delete(f.options.logFolder());
    f.disk.delete(f.options.checkpointFolder());
    assertTrue(ShardInspection.isGone(f.disk, f.options));
    f.open();
    f.loop.kill();
    assertTrue(!ShardInspection.isGone(f.disk, f.options), "before anything is written to it");
  }
}
