package io.antipode.load.simulation;

import io.antipode.cluster.placement.ShardId;
import io.antipode.load.history.Action;
import io.antipode.load.history.Guard;
import io.antipode.load.history.History;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.Result;
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
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.region.RegionNode;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.ItemShard.Decision;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.Version;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A client of one table in one region that talks to its shards: one write after the other, over a
 * few keys that all clients share, and now and then a read of what it has written: all of it in the
 * run's history. It calls actions and shards themselves: through the API's JSON a seed takes
 * longer. Sometimes it doesn't wait for the answer and writes the same key again, so that writes
 * meet others that are still being committed.
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
  private final History history;
  private final Settings settings;
  private final SplittableRandom random;
  private boolean stopped;

  /** The life of the region's process that serves this session. */
  private SimulatedProcess life = SimulatedProcess.sound();

  private int session;

  /**
   * @param number among the clients of that table in that region
   */
  SimulatedClient(
      World world,
      SimulatedRegion region,
      SimulatedTable table,
      int number,
      History history,
      Settings settings) {
    this.world = world;
    this.region = region;
    this.table = table;
    this.keys = new TableKeys(table.descriptor());
    this.history = history;
    this.settings = settings;
    random = world.randomOf("client %d of %s in %s".formatted(number, table.name(), region));
  }

  void start() {
    world.afterMs(
        1 + random.nextInt(settings.pauseMs(table.isReplicated())),
        () -> {
          if (!stopped) {
            write(
                new Key(
                    table.name(),
                    "p" + random.nextInt(settings.partitions()),
                    "s" + random.nextInt(settings.sorts())));
            start();
          }
        });
  }

  void stop() {
    stopped = true;
  }

  private void write(Key key) {
    if (stopped || world.isQuiet(region) || !region.isComplete() || !region.serves(table)) {
      return;
    }
    if (random.nextInt(IMPATIENT) == 0) {
      world.at(world.nowNs() + random.nextLong(IMPATIENT_MS * NS_PER_MS), () -> write(key));
    }
    if (!region.process().equals(life)) {
      life = region.process();
      session = history.nextProcess();
    }
    ItemKey item = table.stored(key);
    Ending ending = new Ending(key, item);
    switch (Kind.draw(random)) {
      case DELETE -> {
        ending.invoke(new Action.Delete(key, Guard.NONE));
        act(new ItemAction.Delete(keys, item, Terms.NONE), ending);
      }
      case PUT -> put(ending, Guard.NONE, Terms.NONE);
      case PUT_IF_ABSENT -> put(ending, Guard.ABSENT, IF_ABSENT);
      case SAME_AGAIN -> {
        Item image = image(key);
        region.onShard(ending.shard, found -> writeAgain(found, image, ending));
      }
    }
  }

  private void put(Ending ending, Guard guard, Terms terms) {
    Item image = image(ending.key);
    ending.invoke(new Action.Put(ending.key, image, guard));
    act(new ItemAction.Put(keys, ending.item, image, terms), ending);
  }

  private void act(ItemAction action, Ending ending) {
    RegionNode node = region.node();
    if (node != null) {
      node.shards().send(ending.shard, action, ending);
    }
  }

  /** Writes what stands there once more, which no action of the API does. */
  private static void writeAgain(Shard shard, Item otherwise, Ending ending) {
    shard.write(
        ending.item,
        current -> {
          Item image = current == null ? otherwise : current;
          ending.invoke(new Action.Put(ending.key, image, Guard.NONE));
          return new Decision.Put(image);
        },
        ending);
  }

  private Item image(Key key) {
    TreeMap<String, AttributeValue> attributes = new TreeMap<>();
    attributes.put(Items.NUMBER, Items.number(history.nextNumber()));
    int padding = table.isReplicated() ? settings.paddingBytes() : Settings.SMALL_PADDING_BYTES;
    attributes.put("pad", new AttributeValue.S("x".repeat(random.nextInt(padding))));
    int group = random.nextInt(GROUPS + 1);
    if (group < GROUPS) {
      attributes.put(SimulatedTable.INDEXED, new AttributeValue.S("g" + group));
    }
    return Items.with(key, attributes);
  }

  /** One write and what comes of it; recorded when it is decided what is asked for. */
  private final class Ending implements Answer<ItemResult>, ItemShard.WriteCallback {
    private final Key key;
    private final ItemKey item;
    private final ShardId shard;
    private final SimulatedProcess served = life;
    private final int process = session;
    private int id = -1;
    private boolean ended;

    Ending(Key key, ItemKey item) {
      this.key = key;
      this.item = item;
      shard = ShardId.of(item.partitionHash(), SimulatedRegion.SHARDS);
      served.whenDead(this::unknown);
    }

    void invoke(Action action) {
      id = history.invoke(process, region.region(), action, world.nowNs());
    }

    private Op complete(Outcome outcome, @Nullable Version version) {
      ended = true;
      String error =
          switch (outcome) {
            case OK -> "";
            case FAIL -> "refused";
            case INDETERMINATE -> "died";
          };
      return history.complete(id, world.nowNs(), outcome, error, Result.NOTHING, version);
    }

    @Override
    public void succeed(ItemResult result) {
      switch (result) {
        case ItemResult.Done(Version version, var _, var _) -> committed(version, null, null);
        case ItemResult.ConditionFailed _, Refused _ -> complete(Outcome.FAIL, null);
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
        complete(Outcome.FAIL, null);
        return;
      }
      Op write = complete(Outcome.OK, version);
      world.detail(region, write::toString);
      if (random.nextInt(4) == 0) {
        world.at(world.nowNs() + 1 + random.nextLong(20 * NS_PER_MS), this::look);
      }
    }

    @Override
    public void refused(WriteRefusal refusal) {
      if (id >= 0) {
        complete(Outcome.FAIL, null);
      }
    }

    @Override
    public void unknown() {
      if (id >= 0 && !ended) {
        complete(Outcome.INDETERMINATE, null);
      }
    }

    /** Reads what it wrote; {@code checker.Sessions} says what it may find. */
    private void look() {
      if (!served.dead() && region.isComplete() && region.serves(table)) {
        region.ask(
            shard,
            found -> {
              int read =
                  history.invoke(
                      process, region.region(), new Action.Get(key, true), world.nowNs());
              Result result = new Result.Found(found.get(item));
              history.complete(read, world.nowNs(), Outcome.OK, "", result, null);
            });
      }
    }
  }
}
