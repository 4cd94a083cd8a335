package io.antipode.node.storage;

import static io.antipode.node.storage.ShardFixture.HERE;
import static io.antipode.node.storage.ShardFixture.INDEX;
import static io.antipode.node.storage.ShardFixture.TABLE;
import static io.antipode.node.storage.ShardFixture.THERE;
import static io.antipode.node.storage.ShardFixture.indexed;
import static io.antipode.node.storage.ShardFixture.item;
import static io.antipode.node.storage.ShardFixture.key;
import static io.antipode.node.storage.ShardFixture.replicated;
import static io.antipode.node.storage.ShardFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.item.Item;
import io.antipode.node.storage.ShardFixture.Answer;
import io.antipode.node.storage.chronicle.ChronicleItemStores;
import io.antipode.node.storage.view.HeapItemStore;
import io.antipode.node.storage.view.ItemHash;
import io.antipode.node.storage.view.ItemStores;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.log.Durability;
import io.antipode.replication.log.Standing;
import io.antipode.replication.region.ReplicatedShard.Digest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever way a shard stops, the next run finds every acknowledged write. */
class ShardRecoveryTest {
  private static final CatalogView CATALOG =
      ShardFixture.catalog(indexed(replicated(table()), IndexDescriptor.Status.ACTIVE));

  @TempDir Path folder;

  /** What each key may hold: the last acknowledged state, or any of the writes sent after it. */
  private final Map<String, List<Optional<Item>>> possible = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anItemHoldsItsLastAcknowledgedWriteOrALaterOne(long seed) throws IOException {
    Random random = new Random(seed);
    ItemStores stores =
        seed % 2 == 0
            ? HeapItemStore.stores()
            : new ChronicleItemStores(folder.resolve("shard/items"));
    Durability durability = random.nextBoolean() ? Durability.OS : Durability.FSYNC;
    ShardFixture f = new ShardFixture(folder, stores, durability, CATALOG);
    for (int step = 0; step < 3_000; step++) {
      String id = "item" + random.nextInt(60);
      switch (random.nextInt(200)) {
        case 0 -> stop(f, random, f::crash);
        case 1 -> stop(f, random, f::restart);
        case 2, 3 -> f.loop.advanceMs(1_000);
        case 4, 5, 6, 7, 8 -> f.loop.run(random.nextInt(5));
        default -> change(f, random, id);
      }
    }
    f.loop.run();
    check(f);
  }

  private void change(ShardFixture f, Random random, String id) {
    switch (random.nextInt(4)) {
      case 0 -> {
        send(id, null);
        f.shard.write(key(id), current -> ItemShard.Decision.Delete.INSTANCE, new Watch(id));
      }
      case 1 -> {
        // A merge is not acknowledged to anyone: either side may stand from now on.
        String kind = random.nextInt(3) == 0 ? null : "kind" + random.nextInt(100);
        send(id, kind == null ? null : item(id, kind));
        f.shard.apply(f.remote(id, kind, f.nowHlc() + random.nextInt(1_000)));
      }
      default -> {
        Item item = item(id, "kind" + random.nextInt(100));
        send(id, item);
        f.shard.write(key(id), current -> new ItemShard.Decision.Put(item), new Watch(id));
      }
    }
  }

  private void send(String id, @Nullable Item item) {
    possible
        .computeIfAbsent(id, any -> new ArrayList<>(List.of(Optional.empty())))
        .add(Optional.ofNullable(item));
  }

  /** At an acknowledgement everything sent before it is past. */
  private final class Watch implements ItemShard.WriteCallback {
    private final String id;
    private final int sent;

    Watch(String id) {
      this.id = id;
      this.sent = Objects.requireNonNull(possible.get(id)).size();
    }

    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
      acknowledged.merge(id, sent, Math::max);
    }

    @Override
    public void refused(ItemShard.WriteRefusal refusal) {
      throw new AssertionError(refusal);
    }

    @Override
    public void unknown() {
      throw new AssertionError("the disk failed");
    }
  }

  /** How many of the states sent are known to have been reached. */
  private final Map<String, Integer> acknowledged = new HashMap<>();

  private interface Stop {
    void run() throws IOException;
  }

  private void stop(ShardFixture f, Random random, Stop stop) throws IOException {
    if (random.nextBoolean()) {
      f.loop.run();
    }
    stop.run();
    check(f);
  }

  private void check(ShardFixture f) {
    Set<Item> live = new HashSet<>();
    possible.forEach(
        (id, states) -> {
          Optional<Item> found = Optional.ofNullable(f.shard.get(key(id)));
          int from = Math.max(0, acknowledged.getOrDefault(id, 0) - 1);
          List<Optional<Item>> later = states.subList(from, states.size());
          assertTrue(later.contains(found), () -> id + " holds " + found);
          states.clear();
          states.add(found);
          found.ifPresent(live::add);
        });
    acknowledged.clear();
    assertEquals(live, new HashSet<>(f.scanTable()));
    assertEquals(live, new HashSet<>(f.scan(INDEX)));
    assertEquals(live.size(), f.scan(INDEX).size());
    assertEquals(live.size(), f.shard.digest(TABLE).items());
    ItemHash hash = new ItemHash();
    long[] sum = new long[1];
    f.shard.snapshot(
        TABLE,
        null,
        Integer.MAX_VALUE,
        mutation -> {
          byte[] image = mutation.newImage();
          sum[0] += image == null ? 0 : hash.of(mutation.key(), mutation.version(), image);
        });
    assertEquals(new Digest(live.size(), sum[0]), f.shard.digest(TABLE));
  }

  @Test
  void whatWasAcknowledgedSurvivesEachKindOfStop() throws IOException {
    ShardFixture f =
        new ShardFixture(
            folder, new ChronicleItemStores(folder.resolve("shard/items")), Durability.OS, CATALOG);
    for (int i = 0; i < 500; i++) {
      f.put("item" + i, "kind" + i % 7);
    }
    f.loop.run();
    f.shard.advanceWatermark(THERE, 12_345);
    Digest digest = f.shard.digest(TABLE);
    long own = f.shard.watermark(HERE);
    f.restart();
    assertEquals(digest, f.shard.digest(TABLE));
    assertEquals(12_345, f.shard.watermark(THERE));
    assertEquals(own, f.shard.watermark(HERE));
    assertEquals(500, f.scan(INDEX).size());
    Answer more = f.put("more", "kind1");
    f.loop.run();
    assertTrue(more.answered);
    f.crash();
    assertEquals(501, f.shard.digest(TABLE).items());
  }

  @Test
  void aShardThatWasAwayForLongIsSuspectUntilItIsFoundCurrent() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.put("item", "kind");
    f.loop.run();
    f.loop.advanceMs(f.options.retentionMs() - 60_000);
    f.crash();
    assertEquals(Standing.CURRENT, f.shard.standing());
    f.loop.advanceMs(120_000);
    f.restart();
    assertEquals(Standing.SUSPECT, f.shard.standing());
    f.shard.setStanding(Standing.STALE);
    f.loop.run();
    f.crash();
    assertEquals(Standing.STALE, f.shard.standing());
    assertEquals(ItemShard.WriteRefusal.NOT_SERVING, f.put("item", "other").refusal);
    f.shard.setStanding(Standing.CURRENT);
    f.put("item", "other");
    f.loop.run();
    f.crash();
    assertEquals(Standing.CURRENT, f.shard.standing());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aShardThatCanNotTellHowLongItWasAwayIsSuspect(boolean holdsTheirs) throws IOException {
    ShardFixture f =
        new ShardFixture(
            folder,
            HeapItemStore.stores(),
            Durability.OS,
            ShardFixture.catalog(ShardFixture.replicated(ShardFixture.table())));
    if (holdsTheirs) {
      f.shard.apply(f.remote("theirs", "kind", f.nowHlc()));
    }
    f.loop.run();
    f.stop();
    Path clock = folder.resolve(f.options.clockFile());
    Files.write(clock, new byte[] {1});
    f.open();
    assertEquals(Standing.SUSPECT, f.shard.standing());
  }

  @Test
  void whatMayBeForgottenIsRememberedOverEachKindOfStop() throws IOException {
    ShardFixture f = new ShardFixture(folder, HeapItemStore.stores(), Durability.OS, CATALOG);
    f.put("item", "kind");
    Answer deletion = f.delete("item");
    f.loop.run();
    long above = Objects.requireNonNull(deletion.version).hlc() + 1;
    f.shard.collectTombstones(TABLE, above);
    assertEquals(0, f.shard.tombstoneFloor());
    f.loop.run();
    assertEquals(above, f.shard.tombstoneFloor());
    f.restart();
    assertEquals(above, f.shard.tombstoneFloor());
    f.crash();
    assertEquals(0, f.shard.stats().tombstones(), "the log says that it is forgotten");
    assertEquals(above, f.shard.tombstoneFloor());
    fillThroughCheckpoints(f);
    f.crash();
    assertEquals(0, f.shard.stats().tombstones());
    assertEquals(above, f.shard.tombstoneFloor());
  }

  @Test
  void whatNoWriteSaysIsRememberedOverEachKindOfStop() throws IOException {
    ShardFixture f = new ShardFixture(folder, HeapItemStore.stores(), Durability.OS, CATALOG);
    f.shard.advanceWatermark(THERE, 77);
    assertEquals(0, f.shard.watermark(THERE), "it is logged first");
    f.loop.run();
    f.shard.raiseTombstoneFloor(55);
    f.shard.setStanding(Standing.STALE);
    f.shard.closedTime();
    f.loop.run();
    long told = f.shard.closedTime();
    assertTrue(told > 0);
    for (int stop = 0; stop < 4; stop++) {
      if (stop % 2 == 0) {
        f.crash();
      } else {
        f.restart();
      }
      assertEquals(77, f.shard.watermark(THERE));
      assertEquals(55, f.shard.tombstoneFloor());
      assertEquals(Standing.STALE, f.shard.standing());
      assertTrue(f.shard.closedTime() >= told);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void aReplicaThatComesBackHasNothingOfItsFormerLife(int how) throws IOException {
    ItemStores stores =
        how < 4 ? HeapItemStore.stores() : new ChronicleItemStores(folder.resolve("shard/items"));
    ShardFixture f = new ShardFixture(folder, stores, Durability.OS, CATALOG);
    if (how % 2 == 0) {
      fillThroughCheckpoints(f);
    }
    for (int i = 0; i < 1_000; i++) {
      f.put("old" + i, "kind");
    }
    f.delete("old7");
    f.loop.run();
    f.setCatalog(replicated(table()).withStatus(TableStatus.DELETED));
    f.loop.run(2);
    if (how / 2 % 2 == 0) {
      f.crash();
    } else {
      f.restart();
    }
    f.setCatalog(replicated(table()));
    f.loop.run();
    assertEquals(new Digest(0, 0), f.shard.digest(TABLE));
    f.shard.apply(f.remote("old8", "new", 5));
    f.put("new", "kind");
    f.loop.run();
    f.crash();
    assertEquals(2, f.shard.digest(TABLE).items());
    assertEquals(Set.of(item("old8", "new"), item("new", "kind")), new HashSet<>(f.scanTable()));
    assertEquals(0, f.shard.stats().tombstones());
    f.restart();
    assertEquals(2, f.shard.digest(TABLE).items());
  }

  @Test
  void aDamagedCheckpointIsPassedOverForTheOlderOne() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    fillThroughCheckpoints(f);
    Digest digest = f.shard.digest(TABLE);
    List<Path> checkpoints = files("shard/checkpoints");
    assertEquals(2, checkpoints.size());
    damage(checkpoints.getLast());
    f.crash();
    assertEquals(digest, f.shard.digest(TABLE));
  }

  @Test
  void withoutAnyWholeCheckpointNothingIsServed() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    fillThroughCheckpoints(f);
    for (Path checkpoint : files("shard/checkpoints")) {
      damage(checkpoint);
    }
    assertThrows(DamagedFileException.class, f::crash);
  }

  private static void fillThroughCheckpoints(ShardFixture f) {
    for (int round = 0; round < 40; round++) {
      for (int i = 0; i < 40; i++) {
        f.put("item" + i, "round" + round);
      }
      f.loop.advanceMs(1_000);
    }
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.sorted().toList();
    }
  }

  private static void damage(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() / 2);
      int old = bytes.read();
      bytes.seek(bytes.length() / 2);
      bytes.write(old ^ 1);
    }
  }
}
