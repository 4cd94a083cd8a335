package io.antipode.load.simulation;

import io.antipode.cluster.placement.KeySpace;
import io.antipode.cluster.placement.ShardId;
import io.antipode.load.simulation.Ledger.Write;
import io.antipode.node.action.Answer;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemResult;
import io.antipode.node.action.Refused;
import io.antipode.node.action.Returned;
import io.antipode.node.action.Terms;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.ExpressionContext;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.region.RegionNode;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.ItemShard.Decision;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.Version;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A client of one table in one region that talks to its shards: one write after the other, over a
 * few keys that all clients share, and now and then a look whether its own writes are to be seen.
 * Sometimes it doesn't wait for the answer and writes the same key again, so that writes meet
 * others that are still being committed.
 */
final class SimulatedClient {
  private static final int GROUPS = 3;

  /** One write in so many is followed by another one of its key, within so many milliseconds. */
  private static final int IMPATIENT = 4;

  private static final int IMPATIENT_MS = 3;
  private static final long NS_PER_MS = 1_000_000;

  private enum Kind {
    PUT,
    PUT_IF_ABSENT,
    SAME_AGAIN,
    DELETE;

    static Kind draw(SplittableRandom random) {
      int drawn = random.nextInt(10);
      return drawn < 3 ? DELETE : drawn == 3 ? PUT_IF_ABSENT : drawn == 4 ? SAME_AGAIN : PUT;
    }
  }

  private static final Terms IF_ABSENT =
      new Terms(
          Condition.parse(
              "ConditionExpression", "attribute_not_exists(pk)", new ExpressionContext(null, null)),
          false,
          Returned.NONE);

  private final World world;
  private final SimulatedRegion region;
  private final SimulatedTable table;
  private final TableKeys keys;
  private final Ledger ledger;
  private final Settings settings;
  private final SplittableRandom random;
  private boolean stopped;

  /**
   * @param number among the clients of that table in that region
   */
  SimulatedClient(
      World world,
      SimulatedRegion region,
      SimulatedTable table,
      int number,
      Ledger ledger,
      Settings settings) {
    this.world = world;
    this.region = region;
    this.table = table;
    this.keys = new TableKeys(table.descriptor());
    this.ledger = ledger;
    this.settings = settings;
    random = world.randomOf("client %d of %s in %s".formatted(number, table.name(), region));
  }

  void start() {
    world.afterMs(
        1 + random.nextInt(settings.pauseMs(table.isReplicated())),
        () -> {
          if (!stopped) {
            write(
                new AttributeValue.S("p" + random.nextInt(settings.partitions())),
                new AttributeValue.N(Decimal.ofLong(random.nextInt(settings.sorts()))));
            start();
          }
        });
  }

  void stop() {
    stopped = true;
  }

  private void write(AttributeValue partition, AttributeValue sort) {
    if (stopped || !region.isComplete()) {
      return;
    }
    if (random.nextInt(IMPATIENT) == 0) {
      world.at(
          world.nowNs() + random.nextLong(IMPATIENT_MS * NS_PER_MS), () -> write(partition, sort));
    }
    ItemKey key = ItemKey.of(KeySpace.byId(table.id()), partition, sort);
    Write write = ledger.invoke(region.region(), new Bytes(key.bytes()));
    Kind kind = Kind.draw(random);
    ShardId shard = ShardId.of(key.partitionHash(), SimulatedRegion.SHARDS);
    Ending ending = new Ending(key, write, region.process());
    switch (kind) {
      case DELETE -> act(shard, new ItemAction.Delete(keys, key, Terms.NONE), null, ending);
      case PUT, PUT_IF_ABSENT -> {
        Item image = image(partition, sort, write.number);
        Terms terms = kind == Kind.PUT ? Terms.NONE : IF_ABSENT;
        act(shard, new ItemAction.Put(keys, key, image, terms), image, ending);
      }
      case SAME_AGAIN -> {
        Item image = image(partition, sort, write.number);
        region.onShard(shard, found -> writeAgain(found, key, image, ending));
      }
    }
  }

  private void act(ShardId shard, ItemAction action, @Nullable Item image, Ending ending) {
    ending.write.image = image;
    RegionNode node = region.node();
    if (node != null) {
      node.shards().send(shard, action, ending);
    }
  }

  /** Writes what stands there once more, which no action of the API does. */
  private static void writeAgain(Shard shard, ItemKey key, Item otherwise, Ending ending) {
    shard.write(
        key,
        current -> {
          ending.write.image = current == null ? otherwise : current;
          return new Decision.Put(ending.write.image);
        },
        ending);
  }

  private Item image(AttributeValue partition, AttributeValue sort, long number) {
    TreeMap<String, AttributeValue> attributes = new TreeMap<>();
    attributes.put("pk", partition);
    attributes.put("sk", sort);
    attributes.put("n", new AttributeValue.N(Decimal.ofLong(number)));
    int padding = table.isReplicated() ? settings.paddingBytes() : Settings.SMALL_PADDING_BYTES;
    attributes.put("pad", new AttributeValue.S("x".repeat(random.nextInt(padding))));
    int group = random.nextInt(GROUPS + 1);
    if (group < GROUPS) {
      attributes.put(SimulatedTable.INDEXED, new AttributeValue.S("g" + group));
    }
    return Item.of(attributes);
  }

  private final class Ending implements Answer<ItemResult>, ItemShard.WriteCallback {
    private final ItemKey key;
    private final Write write;
    private final SimulatedProcess life;

    Ending(ItemKey key, Write write, SimulatedProcess life) {
      this.key = key;
      this.write = write;
      this.life = life;
    }

    @Override
    public void succeed(ItemResult result) {
      switch (result) {
        case ItemResult.Done(Version version, var _, var _) -> committed(version, null, null);
        case ItemResult.ConditionFailed _, Refused _ -> ledger.withdraw(write);
        case ItemResult.Invalid(String message, var _) -> throw new Violation(message);
      }
    }

    @Override
    public void fail(Throwable failure) {
      throw failure instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(failure);
    }

    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
      if (version == null) {
        ledger.withdraw(write);
        return;
      }
      ledger.acknowledge(write, version, world.nowNs());
      world.detail(region, write::toString);
      if (random.nextInt(4) == 0) {
        world.at(world.nowNs() + random.nextLong(20 * NS_PER_MS), this::look);
      }
    }

    @Override
    public void refused(WriteRefusal refusal) {
      ledger.withdraw(write);
    }

    @Override
    public void unknown() {
      // It may be there or not, as when the process dies.
    }

    private void look() {
      if (!life.dead() && region.isComplete()) {
        region.ask(
            ShardId.of(key.partitionHash(), SimulatedRegion.SHARDS),
            shard -> requireNotOlder(shard.get(key)));
      }
    }

    /** What is seen must be this write, or one that may stand above it. */
    private void requireNotOlder(@Nullable Item seen) {
      Version mine = Objects.requireNonNull(write.version);
      boolean fine =
          seen == null
              ? write.image == null || someDeletionAbove(mine)
              : Objects.equals(seen, write.image) || isAbove(seen, mine);
      if (!fine) {
        throw new Violation(
            "read your writes: %s shows %s after %s"
                .formatted(region, seen == null ? "nothing" : seen.toMap(), write));
      }
    }

    private boolean someDeletionAbove(Version mine) {
      return ledger.of(write.key).stream()
          .anyMatch(
              each -> each.image == null && (each.version == null || each.version.beats(mine)));
    }

    private boolean isAbove(Item seen, Version mine) {
      return ledger.of(write.key).stream()
          .anyMatch(
              each ->
                  seen.equals(each.image) && (each.version == null || each.version.beats(mine)));
    }
  }
}
