package io.antipode.load.simulation;

import io.antipode.load.simulation.History.Write;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.Shard.Decision;
import io.antipode.node.storage.Shard.WriteRefusal;
import io.antipode.replication.clock.Version;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A client of one region: one write after the other, over a few keys that all clients share. */
final class SimulatedClient {
  private static final int PARTITIONS = 6;
  private static final int SORTS = 3;
  private static final int MAX_PAUSE_MS = 150;

  private final World world;
  private final SimulatedRegion region;
  private final History history;
  private boolean stopped;

  SimulatedClient(World world, SimulatedRegion region, History history) {
    this.world = world;
    this.region = region;
    this.history = history;
  }

  void start() {
    stopped = false;
    next();
  }

  void stop() {
    stopped = true;
  }

  private void next() {
    world.afterMs(
        1 + world.random().nextInt(MAX_PAUSE_MS),
        () -> {
          if (!stopped) {
            if (region.isUp()) {
              write();
            }
            next();
          }
        });
  }

  private void write() {
    SplittableRandom random = world.random();
    AttributeValue partition = new AttributeValue.S("p" + random.nextInt(PARTITIONS));
    AttributeValue sort = new AttributeValue.N(Decimal.parse("" + random.nextInt(SORTS)));
    ItemKey key = ItemKey.of(SimulatedRegion.TABLE_ID, partition, sort);
    long number = history.nextNumber();
    int kind = random.nextInt(10);
    Item image =
        kind < 3
            ? null
            : Item.of(
                Map.of(
                    "pk",
                    partition,
                    "sk",
                    sort,
                    "n",
                    new AttributeValue.N(Decimal.parse("" + number)),
                    "pad",
                    new AttributeValue.S("x".repeat(random.nextInt(40)))));
    Write write = new Write(region.region(), new Bytes(key.bytes()), number, image);
    history.invoke(write);
    region.onShardOf(key, shard -> shard.write(key, decider(kind, image), new Answer(write)));
  }

  private static Shard.Decider decider(int kind, @Nullable Item image) {
    return current -> {
      if (image == null) {
        return current == null ? Decision.Nothing.INSTANCE : Decision.Delete.INSTANCE;
      }
      boolean onlyNew = kind == 3;
      return onlyNew && current != null ? Decision.Nothing.INSTANCE : new Decision.Put(image);
    };
  }

  private final class Answer implements Shard.WriteCallback {
    private final Write write;

    Answer(Write write) {
      this.write = write;
    }

    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
      if (version == null) {
        history.withdraw(write);
      } else {
        history.acknowledge(write, version);
      }
    }

    @Override
    public void refused(WriteRefusal refusal) {
      history.withdraw(write);
    }
  }
}
