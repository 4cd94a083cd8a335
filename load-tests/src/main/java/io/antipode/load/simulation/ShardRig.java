package io.antipode.load.simulation;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.placement.KeySpace;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.ItemShard.Decision;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.node.storage.LogShard;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.StorageShard;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.node.storage.recovery.ShardPorts;
import io.antipode.node.storage.view.HeapItemStore;
import io.antipode.replication.clock.Version;
import io.antipode.replication.journal.JournalRecovery;
import io.antipode.replication.journal.SyncJournal;
import io.antipode.replication.log.Durability;
import io.antipode.replication.log.LocalCommit;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One shard on a simulated disk under random writes, and what its clients were told of them. */
final class ShardRig {
  static final Region SELF = new Region("eu-west-1");
  private static final Region PEER = new Region("us-east-1");
  private static final ShardId ID = new ShardId(0);
  private static final int KEYS = 12;
  private static final int JOURNAL_BYTES = 16 << 10;
  private static final int MAX_MS_TO_SYNC = 50;
  private static final int MAX_PADDING = 120;

  /** A write that was sent: acknowledged once it has a version. */
  private static final class Sent {
    final byte @Nullable [] image;
    @Nullable Version version;

    Sent(byte @Nullable [] image) {
      this.image = image;
    }
  }

  /** Everything that a shard's files are read for. */
  record Contents(SortedMap<Bytes, Mutation> items, List<Mutation> log, long watermark) {}

  private final World world;
  private final SplittableRandom random;
  private final SimulatedTime time;
  private final Durability durability;
  private final SortedMap<Bytes, List<Sent>> sent = new TreeMap<>();
  private SimulatedDisk disk;
  private @Nullable SimulatedLoop loop;
  private @Nullable StorageShard shard;
  private long numbers;
  private long acknowledged;

  ShardRig(long seed, Durability durability) {
    world = new World(seed);
    random = world.random().split();
    time = new SimulatedTime(world);
    this.durability = durability;
    disk = new SimulatedDisk(random::nextLong);
  }

  World world() {
    return world;
  }

  SplittableRandom random() {
    return random;
  }

  SimulatedDisk disk() {
    return disk;
  }

  long acknowledged() {
    return acknowledged;
  }

  /** Recovers the shard from what the disk holds. */
  void open() throws IOException {
    SimulatedProcess life = SimulatedProcess.sound();
    SimulatedLoop newLoop = new SimulatedLoop(world, life, world.random().split());
    SimulatedLoop journalLoop = new SimulatedLoop(world, life, world.random().split());
    JournalRecovery.Mended mended = JournalRecovery.recover(disk);
    SyncJournal journal =
        durability == Durability.FSYNC
            ? SyncJournal.begin(disk, journalLoop, random::nextLong, JOURNAL_BYTES)
            : null;
    ShardOptions options =
        new ShardOptions(ID, SELF, "s", durability, 500, 4 << 10, 1 << 20, 0, 6 << 10, 60_000);
    ShardPorts ports =
        new ShardPorts(
            disk,
            time,
            newLoop,
            HeapItemStore.stores(),
            LocalCommit.sharing(journal),
            mended.durable(),
            MemoryBudget.unbounded(),
            failure -> {
              throw new Violation("restart: the disk failed without a fault: " + failure, failure);
            },
            IndexDefinition::compile,
            ShardPorts.IndexListener.NONE);
    StorageShard opened =
        StorageShard.open(
            options,
            ports,
            CatalogView.of(List.of(SimulatedTable.replicated(List.of(SELF, PEER)).descriptor())));
    loop = newLoop;
    shard = opened;
    newLoop.ask(opened::start);
  }

  private void ask(java.util.function.Consumer<StorageShard> question) {
    StorageShard asked = Objects.requireNonNull(shard);
    Objects.requireNonNull(loop).ask(() -> question.accept(asked));
  }

  /** Writes for so long. */
  void write(long durationMs) {
    long untilMs = world.nowMs() + durationMs;
    while (world.nowMs() < untilMs) {
      for (int i = random.nextInt(4); i > 0; i--) {
        ask(random.nextInt(5) == 0 ? this::apply : this::writeOne);
      }
      world.runMs(random.nextInt(6));
    }
  }

  private byte @Nullable [] image(ItemKey key) {
    return random.nextInt(4) == 0
        ? null
        : Item.of(
                Map.of(
                    "pk",
                    key.partitionKey(),
                    "sk",
                    Objects.requireNonNull(key.sortKey()),
                    "n",
                    new AttributeValue.N(Decimal.ofLong(++numbers)),
                    "pad",
                    new AttributeValue.S("x".repeat(random.nextInt(MAX_PADDING)))))
            .bytes();
  }

  private ItemKey key() {
    return ItemKey.of(
        KeySpace.byId(SimulatedTable.ID),
        new AttributeValue.S("p" + random.nextInt(KEYS)),
        new AttributeValue.N(Decimal.ofLong(0)));
  }

  private void writeOne(Shard to) {
    ItemKey key = key();
    byte[] image = image(key);
    Sent write = new Sent(image);
    to.write(
        key,
        current -> {
          if (image == null && current == null) {
            return Decision.Nothing.INSTANCE;
          }
          sent.computeIfAbsent(new Bytes(key.bytes()), any -> new ArrayList<>()).add(write);
          return image == null ? Decision.Delete.INSTANCE : new Decision.Put(Item.ofBytes(image));
        },
        new ItemShard.WriteCallback() {
          @Override
          public void committed(
              @Nullable Version version, @Nullable Item before, @Nullable Item after) {
            write.version = version;
            acknowledged += version == null ? 0 : 1;
          }

          @Override
          public void refused(WriteRefusal refusal) {}

          @Override
          public void unknown() {}
        });
  }

  /** A mutation of the peer; never acknowledged, since only its watermark would say so. */
  private void apply(Shard to) {
    ItemKey key = key();
    byte[] image = image(key);
    long hlc = Version.atMs(World.EPOCH_MS + world.nowMs()) + numbers;
    Mutation mutation = new Mutation(key.bytes(), new Version(hlc, PEER), image, null, 0, 0);
    sent.computeIfAbsent(new Bytes(key.bytes()), any -> new ArrayList<>()).add(new Sent(image));
    to.apply(mutation);
  }

  /** The process ends without warning. */
  void crash(boolean powerCut) {
    Objects.requireNonNull(loop).stop();
    disk = powerCut ? disk.crash() : disk.kill();
  }

  /** The power fails while a file is being synced: what was written to it may be torn. */
  void crashInSync() {
    SimulatedDisk dying = disk;
    SimulatedLoop running = Objects.requireNonNull(loop);
    dying.beforeNextSync(
        () -> {
          running.stop();
          disk = dying.crash();
          throw new ProcessDied(new IOException("the power failed"));
        });
    write(MAX_MS_TO_SYNC);
    if (disk == dying) {
      crash(true);
    }
  }

  /** Everything that can be read, from memory and from the files. */
  Contents contents() {
    SortedMap<Bytes, Mutation> items = new TreeMap<>();
    List<Mutation> log = new ArrayList<>();
    long[] watermark = new long[1];
    ask(
        asked -> {
          byte[] after = null;
          do {
            after =
                asked.snapshot(
                    SimulatedTable.ID,
                    after,
                    1 << 20,
                    each -> items.put(new Bytes(each.key()), each));
          } while (after != null);
          long position = asked.firstLogPosition();
          LogShard.LogRead read;
          do {
            read = asked.readLog(position, 1 << 20, (at, mutation) -> log.add(mutation));
            position = read.nextPosition();
          } while (!read.caughtUp());
          watermark[0] = asked.watermark(PEER);
        });
    return new Contents(items, log, watermark[0]);
  }

  /** Throws {@link Violation} unless every acknowledged write stands, or a later one over it. */
  void requireNothingLost(Contents found) {
    sent.forEach(
        (key, writes) -> {
          Mutation standing = found.items.get(key);
          Sent winner = null;
          for (Sent write : writes) {
            Version version = write.version;
            if (version != null
                && (winner == null || version.beats(Objects.requireNonNull(winner.version)))) {
              winner = write;
            }
          }
          if (winner != null) {
            require(standing, winner);
          }
          requireSent(standing, writes);
        });
    if (!sent.keySet().containsAll(found.items.keySet())) {
      throw new Violation("nothing invented: a key that nobody wrote");
    }
  }

  private static void require(@Nullable Mutation standing, Sent winner) {
    Version version = Objects.requireNonNull(winner.version);
    if (standing == null || version.beats(standing.version())) {
      throw new Violation(
          "acknowledged write lost: %s stands in place of %s"
              .formatted(standing == null ? "nothing" : standing.version(), version));
    }
    if (standing.version().equals(version) && !Arrays.equals(standing.newImage(), winner.image)) {
      throw new Violation("whole item: something else stands under " + version);
    }
  }

  private static void requireSent(@Nullable Mutation standing, List<Sent> writes) {
    if (standing != null
        && writes.stream().noneMatch(each -> Arrays.equals(each.image, standing.newImage()))) {
      throw new Violation("nothing invented: nobody sent what stands as " + standing.version());
    }
  }
}
