package io.antipode.node.storage;

import io.antipode.node.storage.ShardFixture.Answer;
import io.antipode.replication.clock.Version;
import io.antipode.replication.region.ReplicatedShard;
import io.antipode.replication.region.ReplicatedShardContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** That the node's shard is one, as replication sees it. */
class ReplicatedStorageShardContractTest extends ReplicatedShardContract {
  @TempDir Path folder;
  private int beds;

  @Override
  protected Bed bed() throws IOException {
    ShardFixture fixture = ShardFixture.on(folder.resolve("bed" + beds++));
    fixture.setCatalog(ShardFixture.replicated(ShardFixture.table()));
    return new OnDisk(fixture);
  }

  private record OnDisk(ShardFixture fixture) implements Bed {
    @Override
    public ReplicatedShard shard() {
      return fixture.shard;
    }

    @Override
    public long tableId() {
      return ShardFixture.TABLE;
    }

    @Override
    public byte[] key(String id) {
      return ShardFixture.key(id).bytes();
    }

    @Override
    public byte[] image(String id, String value) {
      return ShardFixture.item(id, value).bytes();
    }

    @Override
    public Version write(String id, @Nullable String value) {
      Answer answer = value == null ? fixture.delete(id) : fixture.put(id, value);
      fixture.loop.run();
      return Objects.requireNonNull(answer.version);
    }

    @Override
    public void settle() {
      fixture.loop.run();
    }

    @Override
    public long nowMs() {
      return fixture.loop.nowMs();
    }

    @Override
    public void advanceMs(long ms) {
      fixture.loop.advanceMs(ms);
    }

    @Override
    public void leave() {
      fixture.setCatalog(ShardFixture.table());
    }

    @Override
    public void forget() {
      fixture.setCatalog();
    }
  }
}
