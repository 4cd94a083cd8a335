package io.antipode.node.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.storage.recovery.ShardInspection;
import io.antipode.node.storage.recovery.ShardSalvage;
import io.antipode.replication.log.Standing;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be read of a damaged shard goes into its new log. */
final class ShardSalvageTest {
  private static final int ITEMS = 60;
  private static final ShardSalvage.Keep ALL =
      new ShardSalvage.Keep() {
        @Override
        public boolean holds(Mutation mutation) {
          return true;
        }

        @Override
        public boolean keepsDeletions(long tableId) {
          return false;
        }
      };

  @TempDir Path folder;
  private ShardFixture f;
  private long clock;

  @BeforeEach
  void aShardWithAHoleInItsLog() throws IOException {
    f = ShardFixture.on(folder);
    for (int i = 0; i < ITEMS; i++) {
      f.put("item" + i, "kind");
    }
    f.loop.run();
    clock = f.shard.readClock().reached();
    f.stop();
    List<Path> log;
    try (Stream<Path> files = Files.list(folder.resolve("shard/log"))) {
      log = files.sorted().toList();
    }
    byte[] bytes = Files.readAllBytes(log.getFirst());
    bytes[bytes.length / 2] ^= 1;
    Files.write(log.getFirst(), bytes);
  }

  private void beginAnew(ShardSalvage salvage) throws IOException {
    salvage.write("anew");
    f.disk.delete("shard");
    f.disk.rename("anew", "shard");
    f.open();
  }

  @Test
  void allButTheDamagedRecordIsKept() throws IOException {
    ShardSalvage salvage = ShardSalvage.read(f.disk, f.options, ALL);
    assertEquals(ITEMS - 1, salvage.writes());
    assertEquals(1, salvage.unreadable());

    beginAnew(salvage);
    assertEquals(ITEMS - 1, f.shard.digest(ShardFixture.TABLE).items());
    assertEquals(Standing.STALE, f.shard.standing(), "peers have more");
  }

  /** Else peers that know of a lost write would be told to count anew, and get all of it again. */
  @Test
  void noTimeIsGivenTwice() throws IOException {
    beginAnew(ShardSalvage.read(f.disk, f.options, ALL));
    assertTrue(f.shard.readClock().reached() >= clock);
    assertEquals(0, f.shard.readClock().bornAbove());
  }

  @Test
  void nothingElseIsKept() throws IOException {
    ShardSalvage.Keep none =
        new ShardSalvage.Keep() {
          @Override
          public boolean holds(Mutation mutation) {
            return false;
          }

          @Override
          public boolean keepsDeletions(long tableId) {
            return false;
          }
        };
    ShardSalvage salvage = ShardSalvage.read(f.disk, f.options, none);
    assertEquals(0, salvage.writes());
    beginAnew(salvage);
    assertEquals(0, f.shard.digest(ShardFixture.TABLE).items());
    assertFalse(ShardInspection.isGone(f.disk, f.options));
  }
}
