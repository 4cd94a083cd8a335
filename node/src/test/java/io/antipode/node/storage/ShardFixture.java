package io.antipode.node.storage;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.placement.KeySpace;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.node.storage.recovery.ShardPorts;
import io.antipode.node.storage.view.HeapItemStore;
import io.antipode.node.storage.view.IdRange;
import io.antipode.node.storage.view.ItemStores;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.log.Durability;
import io.antipode.replication.log.LocalCommit;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shard on a temporary folder and a loop driven by hand. */
final class ShardFixture {
  static final Region HERE = new Region("us-east-1");
  static final Region THERE = new Region("eu-west-1");
  static final long TABLE = 0x1122334455667788L;
  static final long INDEX = 0x0102030405060708L;

  final HandLoop loop = new HandLoop();
  final FileDisk disk;
  final ItemStores stores;
  MemoryBudget memory = MemoryBudget.unbounded();
  ShardOptions options;
  CatalogView catalog;
  StorageShard shard;
  final List<Long> builtIndexes = new ArrayList<>();

  ShardFixture(Path folder, ItemStores stores, Durability durability, CatalogView catalog)
      throws IOException {
    this.disk = new FileDisk(folder);
    this.stores = stores;
    this.catalog = catalog;
    this.options =
        ShardOptions.of(new ShardId(0), HERE, "shard", durability).withFileSizes(8_192, 16_384);
    this.shard = open();
  }

  static ShardFixture on(Path folder) throws IOException {
    return new ShardFixture(folder, HeapItemStore.stores(), Durability.OS, catalog(table()));
  }

  StorageShard open() throws IOException {
    ShardPorts ports =
        new ShardPorts(
            disk,
            loop.time(),
            loop,
            stores,
            LocalCommit::new,
            Map.of(),
            memory,
            cause -> {
              throw new AssertionError("the disk failed", cause);
            },
            IndexDefinition::compile,
            (tableId, indexId) -> builtIndexes.add(indexId));
    shard = StorageShard.open(options, ports, catalog);
    shard.start();
    return shard;
  }

  /** kill -9, then a new process. */
  void crash() throws IOException {
    loop.kill();
    open();
  }

  /** SIGTERM, then a new process. */
  void restart() throws IOException {
    stop();
    open();
  }

  /** SIGTERM. */
  void stop() throws IOException {
    List<@Nullable Exception> closed = new ArrayList<>();
    shard.close(closed::add);
    loop.run();
    if (closed.size() != 1 || closed.getFirst() != null) {
      throw new AssertionError("close: " + closed);
    }
    loop.kill();
  }

  void setCatalog(TableDescriptor... tables) {
    catalog = catalog(tables);
    shard.onCatalog(catalog);
  }

  static CatalogView catalog(TableDescriptor... tables) {
    return CatalogView.of(List.of(tables));
  }

  static TableDescriptor table() {
    SharedSettings shared =
        new SharedSettings(
            1,
            1,
            List.of(
                new AttributeDefinition("id", ScalarType.S),
                new AttributeDefinition("kind", ScalarType.S)),
            KeySchema.of("id"),
            List.of(),
            BillingMode.PAY_PER_REQUEST,
            Throughput.NONE,
            null);
    return new TableDescriptor(
        TABLE, "table", TableStatus.ACTIVE, shared, LocalSettings.DEFAULT, Map.of());
  }

  static TableDescriptor replicated(TableDescriptor table) {
    Map<Region, ReplicaDescriptor> replicas = new HashMap<>();
    for (Region region : List.of(HERE, THERE)) {
      replicas.put(region, new ReplicaDescriptor(region, ReplicaDescriptor.Status.ACTIVE, 1));
    }
    return table.withReplicas(replicas);
  }

  static TableDescriptor streaming(TableDescriptor table, StreamViewType view) {
    StreamDescriptor stream = new StreamDescriptor(77, view, 0);
    return table.withLocal(LocalSettings.DEFAULT.withStream(stream));
  }

  /** With an index on "kind", by id. */
  static TableDescriptor indexed(TableDescriptor table, IndexDescriptor.Status status) {
    SharedSettings old = table.shared();
    IndexDescriptor index =
        new IndexDescriptor(
            INDEX,
            "by-kind",
            IndexDescriptor.Scope.GLOBAL,
            KeySchema.of("kind", "id"),
            Projection.ALL,
            Throughput.NONE,
            status);
    return table.withShared(
        new SharedSettings(
            old.version(),
            old.createdAtMs(),
            old.attributes(),
            old.key(),
            List.of(index),
            old.billing(),
            old.throughput(),
            old.streamViewType()));
  }

  static ItemKey key(String id) {
    return ItemKey.of(KeySpace.byId(TABLE), new AttributeValue.S(id), null);
  }

  static Item item(String id, String kind) {
    return Item.of(Map.of("id", new AttributeValue.S(id), "kind", new AttributeValue.S(kind)));
  }

  /** What a write came to. */
  static final class Answer implements ItemShard.WriteCallback {
    boolean answered;
    @Nullable Version version;
    @Nullable Item before;
    @Nullable Item after;
    ItemShard.@Nullable WriteRefusal refusal;

    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
      answered = true;
      this.version = version;
      this.before = before;
      this.after = after;
    }

    @Override
    public void refused(ItemShard.WriteRefusal refusal) {
      answered = true;
      this.refusal = refusal;
    }

    @Override
    public void unknown() {
      throw new AssertionError("the disk failed");
    }
  }

  Answer put(String id, String kind) {
    return write(id, new ItemShard.Decision.Put(item(id, kind)));
  }

  Answer delete(String id) {
    return write(id, ItemShard.Decision.Delete.INSTANCE);
  }

  Answer write(String id, ItemShard.Decision decision) {
    Answer answer = new Answer();
    shard.write(key(id), current -> decision, answer);
    return answer;
  }

  /** A mutation as the other region would ship it; null kind for a deletion. */
  Mutation remote(String id, @Nullable String kind, long hlc) {
    byte[] image = kind == null ? null : item(id, kind).bytes();
    return new Mutation(key(id).bytes(), new Version(hlc, THERE), image, null, 0, 0);
  }

  long nowHlc() {
    return Version.atMs(loop.nowMs());
  }

  List<Item> scanTable() {
    return scan(TABLE);
  }

  List<Item> scan(long id) {
    List<Item> found = new ArrayList<>();
    IdRange range = IdRange.of(id);
    byte[] to = range.to();
    shard.scan(
        range.from(),
        to == null ? new byte[0] : to,
        true,
        (key, item) -> {
          found.add(item);
          return true;
        });
    return found;
  }

  List<Mutation> own(long afterHlc) {
    List<Mutation> found = new ArrayList<>();
    shard.readOwn(afterHlc, Integer.MAX_VALUE, found::add);
    return found;
  }

  List<Mutation> log() {
    List<Mutation> found = new ArrayList<>();
    shard.readLog(
        shard.firstLogPosition(), Integer.MAX_VALUE, (position, mutation) -> found.add(mutation));
    return found;
  }
}
