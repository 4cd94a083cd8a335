package io.antipode.replication.region;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.placement.ShardId;
import io.antipode.replication.clock.Version;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** That the shard in memory is one. */
class FakeShardTest extends ReplicatedShardContract {
  @Override
  protected Bed bed() {
    return new InMemory();
  }

  private static final class InMemory implements Bed {
    private static final TableDescriptor TABLE = Cluster.activeIn(List.of(HERE, THERE));

    private final World world = new World(1);
    private CatalogView catalog = CatalogView.of(List.of(TABLE));
    private final FakeShard shard =
        new FakeShard(new ShardId(0), HERE, world::nowMs, () -> catalog);

    InMemory() {
      shard.open(world.new Loop());
    }

    @Override
    public ReplicatedShard shard() {
      return shard;
    }

    @Override
    public long tableId() {
      return TABLE.id();
    }

    @Override
    public byte[] key(String id) {
      byte[] text = id.getBytes(UTF_8);
      return ByteBuffer.allocate(8 + text.length).putLong(tableId()).put(text).array();
    }

    @Override
    public byte[] image(String id, String value) {
      return (id + "=" + value).getBytes(UTF_8);
    }

    @Override
    public Version write(String id, @Nullable String value) {
      return shard.write(key(id), value == null ? null : image(id, value));
    }

    @Override
    public void settle() {
      world.run(5);
    }

    @Override
    public long nowMs() {
      return world.nowMs();
    }

    @Override
    public void advanceMs(long ms) {
      world.run(ms);
    }

    @Override
    public void leave() {
      catalog = CatalogView.of(List.of(TABLE.withReplicas(Map.of())));
    }

    @Override
    public void forget() {
      catalog = CatalogView.EMPTY;
    }
  }
}
