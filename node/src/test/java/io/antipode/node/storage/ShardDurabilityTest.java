package io.antipode.node.storage;

import static io.antipode.node.storage.ShardFixture.HERE;
import static io.antipode.node.storage.ShardFixture.INDEX;
import static io.antipode.node.storage.ShardFixture.TABLE;
import static io.antipode.node.storage.ShardFixture.THERE;
import static io.antipode.node.storage.ShardFixture.indexed;
import static io.antipode.node.storage.ShardFixture.item;
import static io.antipode.node.storage.ShardFixture.key;
import static io.antipode.node.storage.ShardFixture.replicated;
import static io.antipode.node.storage.ShardFixture.streaming;
import static io.antipode.node.storage.ShardFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.node.storage.ShardFixture.Answer;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.node.storage.view.HeapItemStore;
import io.antipode.replication.clock.Version;
import io.antipode.replication.log.Durability;
import io.antipode.replication.region.ReplicatedShard.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shard keeps on its disk, and for how long. */
class ShardDurabilityTest {
  @TempDir Path folder;

  private static Version version(Answer answer) {
    return Objects.requireNonNull(answer.version);
  }

  @Test
  void everythingIsThereAfterACrash() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(indexed(replicated(table()), IndexDescriptor.Status.ACTIVE));
    f.put("a", "dog");
    f.put("b", "cat");
    f.shard.apply(f.remote("c", "cow", f.nowHlc() + 9));
    f.loop.run();
    f.delete("b");
    f.loop.run();
    Digest digest = f.shard.digest(TABLE);
    long own = f.shard.watermark(HERE);
    f.crash();
    assertEquals(digest, f.shard.digest(TABLE));
    assertEquals(own, f.shard.watermark(HERE));
    assertEquals(f.nowHlc() + 9, f.shard.watermark(THERE));
    assertEquals(2, f.scan(INDEX).size());
    assertEquals(1, f.shard.stats().tombstones());
    assertEquals(item("a", "dog"), f.shard.get(key("a")));
    Answer later = f.put("z", "cat");
    f.loop.run();
    assertTrue(version(later).hlc() > own);
  }

  @Test
  void checkpointsLetTheLogGo() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i < 40; i++) {
        f.put("item" + i, "round" + round);
      }
      f.loop.advanceMs(1_000);
    }
    assertTrue(f.shard.firstLogPosition() > 1, "log begins at " + f.shard.firstLogPosition());
    assertTrue(f.shard.stats().logBytes() < 100_000, f.shard.stats().toString());
    Digest digest = f.shard.digest(TABLE);
    f.crash();
    assertEquals(digest, f.shard.digest(TABLE));
    assertEquals(item("item7", "round59"), f.shard.get(key("item7")));
  }

  @Test
  void streamsAndNamedReadersKeepTheLog() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(streaming(table(), StreamViewType.KEYS_ONLY));
    f.shard.setRetainFrom("backup", 5);
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i < 40; i++) {
        f.put("item" + i, "round" + round);
      }
      f.loop.advanceMs(1_000);
    }
    assertEquals(1, f.shard.firstLogPosition());
    f.loop.leapMs(ShardOptions.DEFAULT_RETENTION_MS);
    f.loop.advanceMs(2_000);
    assertEquals(1, f.shard.firstLogPosition());
    f.shard.setRetainFrom("backup", Long.MAX_VALUE);
    f.loop.advanceMs(2_000);
    assertTrue(f.shard.firstLogPosition() > 1);
  }

  @Test
  void anOrderlyCloseCommitsWhatIsInFlight() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    Answer put = f.put("a", "dog");
    f.restart();
    assertTrue(put.answered);
    assertEquals(item("a", "dog"), f.shard.get(key("a")));
  }

  @Test
  void withFsyncAWriteIsAnsweredAfterTheSync() throws IOException {
    ShardFixture f =
        new ShardFixture(
            folder, HeapItemStore.stores(), Durability.FSYNC, ShardFixture.catalog(table()));
    f.loop.run();
    Answer put = f.put("a", "dog");
    f.loop.run(1); // written
    assertFalse(put.answered);
    f.loop.run();
    assertTrue(put.answered);
    assertNotNull(f.shard.get(key("a")));
  }
}
