package io.antipode.node.region;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.ContributorInsights;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.KinesisDestination;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ResourcePolicy;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.catalog.TimeToLive;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard;
import io.antipode.replication.clock.Version;
import io.antipode.replication.log.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a data folder for {@link OldFolderTest}, by the build at hand: whoever is about to change
 * a format runs this first and adds what it wrote to the resources beside that test.
 *
 * <p>In it are tables of one region and of several, with indexes and streams, checkpoints, cut
 * logs, tombstones and forgotten ones, a deleted table, one that was deleted and came back, one
 * with time to live, a policy, Contributor Insights and a Kinesis destination, a conflict, a shard
 * that must not serve, and an end in the middle of a record.
 */
final class FolderWriter {
  /**
   * What the regions held at the end, as the build that wrote them finds it: {@link
   * FolderContents}.
   */
  static final String EXPECTED = "expected.txt";

  /** The last promise of each shard to write nothing below a time: region, shard, time. */
  static final String PROMISES = "promises.txt";

  private static final Region AP = ThreeRegions.REGIONS.get(0);
  private static final Region EU = ThreeRegions.REGIONS.get(1);
  private static final Region US = ThreeRegions.REGIONS.get(2);
  private static final TableDescriptor EVERYWHERE =
      replicated(table(0x11L, "everywhere"), ThreeRegions.REGIONS);
  private static final TableDescriptor PAIR = replicated(table(0x22L, "pair"), List.of(EU, US));
  private static final TableDescriptor HERE = table(0x33L, "only-here");
  private static final TableDescriptor GONE = table(0x44L, "gone");
  private static final TableDescriptor AGAIN = table(0x55L, "again");
  private static final TableDescriptor WATCHED = watched(table(0x66L, "watched"));

  private final Random random = new Random(20261129);
  private final ThreeRegions regions;

  private FolderWriter(ThreeRegions regions) {
    this.regions = regions;
  }

  /**
   * @param args the archive to be written
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("folder");
    ThreeRegions regions = new ThreeRegions(folder, false);
    new FolderWriter(regions).write();
    List<String> contents = FolderContents.of(regions);
    List<String> promises = new ArrayList<>();
    for (Region region : ThreeRegions.REGIONS) {
      regions.eachShard(
          region,
          shard -> promises.add(region + " " + shard.id().number() + " " + shard.closedTime()));
    }
    tearAnEnd(folder);
    Map<String, byte[]> files = filesOf(folder);
    ThreeRegions reopened = new ThreeRegions(folder, true);
    reopened.open();
    List<String> found = FolderContents.of(reopened);
    requireSame(contents, found);
    files.put(EXPECTED, String.join("\n", found).getBytes(UTF_8));
    files.put(PROMISES, String.join("\n", promises).getBytes(UTF_8));
    pack(files, Path.of(args[0]));
  }

  private void write() throws IOException {
    for (Region region : ThreeRegions.REGIONS) {
      regions.setTable(region, EVERYWHERE);
      regions.setTable(region, HERE);
    }
    regions.setTable(EU, PAIR);
    regions.setTable(US, PAIR);
    regions.setTable(US, GONE);
    regions.setTable(US, AGAIN);
    regions.setTable(US, WATCHED);
    regions.open();
    putMany(US, GONE, 20);
    putMany(US, AGAIN, 20);
    for (int round = 0; round < 12; round++) {
      for (Region region : ThreeRegions.REGIONS) {
        putMany(region, EVERYWHERE, 12);
        deleteSome(region, EVERYWHERE);
        putMany(region, HERE, 6);
        deleteSome(region, HERE);
      }
      putMany(EU, PAIR, 6);
      putMany(US, PAIR, 6);
      deleteSome(US, PAIR);
      putMany(US, WATCHED, 3);
      regions.loop.advanceMs(20_000); // Tombstones go, checkpoints come, the log is cut.
    }
    regions.setTable(US, withStatus(GONE, TableStatus.DELETED));
    regions.setTable(US, withStatus(AGAIN, TableStatus.DELETED));
    regions.loop.run();
    regions.setTable(US, AGAIN);
    putMany(US, AGAIN, 5);
    regions.loop.advanceMs(200);
    regions.cut();
    regions.loop.run();
    for (Region region : ThreeRegions.REGIONS) {
      put(region, EVERYWHERE, "contended");
      putMany(region, EVERYWHERE, 6);
      deleteSome(region, EVERYWHERE);
      deleteSome(region, HERE);
    }
    regions.node(AP).onShard(new ShardId(1), s -> s.setStanding(Standing.STALE));
    regions.loop.run();
  }

  private void putMany(Region region, TableDescriptor table, int count) {
    for (int i = 0; i < count; i++) {
      put(region, table, "item-" + random.nextInt(60));
      regions.loop.run();
    }
  }

  private void deleteSome(Region region, TableDescriptor table) {
    for (int i = 0; i < 3; i++) {
      write(region, table, "item-" + random.nextInt(60), ItemShard.Decision.Delete.INSTANCE);
      regions.loop.run();
    }
  }

  private void put(Region region, TableDescriptor table, String id) {
    Item item =
        Item.of(
            Map.of(
                "id",
                new AttributeValue.S(id),
                "kind",
                new AttributeValue.S("kind-" + random.nextInt(5)),
                "text",
                new AttributeValue.S("-".repeat(random.nextInt(80)))));
    write(region, table, id, new ItemShard.Decision.Put(item));
  }

  private void write(Region region, TableDescriptor table, String id, ItemShard.Decision decision) {
    ItemKey key = ItemKey.of(table.keySpace(), new AttributeValue.S(id), null);
    ShardId shard = new ShardId(Math.floorMod(id.hashCode(), ThreeRegions.SHARDS));
    regions.node(region).onShard(shard, s -> s.write(key, current -> decision, new Refused()));
  }

  /** Every write must be taken. */
  private static final class Refused implements ItemShard.WriteCallback {
    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {}

    @Override
    public void refused(ItemShard.WriteRefusal refusal) {
      throw new AssertionError("refused: " + refusal);
    }

    @Override
    public void unknown() {
      throw new AssertionError("the disk failed");
    }
  }

  private static TableDescriptor table(long id, String name) {
    SharedSettings shared =
        new SharedSettings(
            1,
            1,
            List.of(
                new AttributeDefinition("id", ScalarType.S),
                new AttributeDefinition("kind", ScalarType.S)),
            KeySchema.of("id"),
            List.of(
                new IndexDescriptor(
                    id << 32,
                    "by-kind",
                    IndexDescriptor.Scope.GLOBAL,
                    KeySchema.of("kind", "id"),
                    Projection.ALL,
                    Throughput.NONE,
                    IndexDescriptor.Status.ACTIVE)),
            BillingMode.PAY_PER_REQUEST,
            Throughput.NONE,
            StreamViewType.NEW_AND_OLD_IMAGES);
    StreamDescriptor stream = new StreamDescriptor(77, StreamViewType.NEW_AND_OLD_IMAGES, 0);
    return new TableDescriptor(
        id, name, TableStatus.ACTIVE, shared, LocalSettings.DEFAULT.withStream(stream), Map.of());
  }

  /** With all that a table's descriptor says beside that, and changes that go to Kinesis alone. */
  private static TableDescriptor watched(TableDescriptor table) {
    LocalSettings local =
        LocalSettings.DEFAULT
            .withTags(Map.of("team", "a"))
            .withPolicy(ResourcePolicy.TABLE, new ResourcePolicy(ResourcePolicy.TABLE, "{}", "1"))
            .withDestination(
                new KinesisDestination(
                    "arn:aws:kinesis:us-east-1:000000000000:stream/changes",
                    88,
                    0,
                    KinesisDestination.Precision.MICROSECOND))
            .withInsights(
                new ContributorInsights(
                    "by-kind", true, ContributorInsights.Mode.THROTTLED_KEYS, 89, 90));
    return table
        .withLocal(local)
        .withShared(
            table
                .shared()
                .withStreamViewType(null)
                .withTimeToLive(new TimeToLive(91, "until", true)));
  }

  private static TableDescriptor replicated(TableDescriptor table, List<Region> holders) {
    Map<Region, ReplicaDescriptor> replicas = new TreeMap<>();
    for (Region region : holders) {
      replicas.put(region, new ReplicaDescriptor(region, ReplicaDescriptor.Status.ACTIVE, 1));
    }
    return table.withReplicas(replicas);
  }

  private static TableDescriptor withStatus(TableDescriptor table, TableStatus status) {
    return new TableDescriptor(
        table.id(), table.name(), status, table.shared(), table.local(), table.replicas());
  }

  /** As if the process had died in the middle of its last write. */
  private static void tearAnEnd(Path folder) throws IOException {
    Path log = folder.resolve(US.name()).resolve("shards").resolve("shard-0").resolve("log");
    try (Stream<Path> segments = Files.list(log)) {
      Path last = segments.sorted().toList().getLast();
      byte[] bytes = Files.readAllBytes(last);
      byte[] half = Arrays.copyOfRange(bytes, 256, 256 + 90); // Begins a record.
      Files.write(last, half, StandardOpenOption.APPEND);
    }
  }

  /** Watermarks and floors may be behind after a crash, and tombstones come back; no more. */
  private static void requireSame(List<String> before, List<String> after) {
    List<String> missing = new ArrayList<>(before);
    missing.removeAll(new HashSet<>(after));
    missing.removeIf(line -> line.contains(" watermark ") || line.contains(" floor "));
    if (!missing.isEmpty()) {
      throw new AssertionError("the folder lacks " + missing);
    }
  }

  private static Map<String, byte[]> filesOf(Path folder) throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return found;
  }

  private static void pack(Map<String, byte[]> files, Path archive) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
  }
}
