package io.antipode.node.storage;

import io.antipode.node.storage.view.HeapItemStore;
import io.antipode.replication.log.Durability;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The shard on the disk keeps the promises of {@link ItemShard}. */
final class StorageItemShardTest extends ItemShardContract {
  @TempDir private Path folder;
  private ShardFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture =
        new ShardFixture(
            folder, HeapItemStore.stores(), Durability.FSYNC, ShardFixture.catalog(SERVED));
  }

  @Override
  protected ItemShard shard() {
    return fixture.shard;
  }

  @Override
  protected void settle() {
    fixture.loop.run();
  }
}
