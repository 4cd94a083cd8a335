package io.antipode.replication.region;

import static io.antipode.replication.region.Cluster.AP;
import static io.antipode.replication.region.Cluster.EU;
import static io.antipode.replication.region.Cluster.US;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.link.Links;
import io.antipode.replication.log.Standing;
import io.antipode.replication.tombstone.WatermarkMatrix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One shard of US and its replication, driven by commands of a transcript; EU and AP are what the
 * transcript says. Everything that it says and every change of its state becomes a line.
 */
final class ScriptedShard {
  private static final int PROMPTLY_MS = 3;
  private static final ReplicationOptions OPTIONS =
      ReplicationOptions.DEFAULT
          .withBytes(100, 250)
          .withTombstoneGraceMs(0)
          .withCompareTicks(ReplicationOptions.NEVER);

  private final World world = new World(1);
  private final long startMs = world.nowMs();
  private final FrameText text = new FrameText(startMs);
  private final List<String> said = new ArrayList<>();
  private final Map<String, String> shown = new HashMap<>();
  private final RecordingLinks links = new RecordingLinks();
  private CatalogView catalog = CatalogView.of(List.of(Cluster.activeIn(Cluster.REGIONS)));
  private long replicaVersion = 1;
  private FakeShard shard = newShard();
  private World.Loop loop = world.new Loop();
  private SeedTracker seeds = new SeedTracker(US, 1, table -> say("seeded"));
  private DrainTracker drains = new DrainTracker(US, 1, table -> say("drained"));
  private ShardReplication replication = open();

  ScriptedShard() {
    state(); // What is so from the start is not told.
  }

  private FakeShard newShard() {
    return new FakeShard(new ShardId(0), US, world::nowMs, () -> catalog);
  }

  private ShardReplication open() {
    FakeShard opened = shard;
    opened.open(loop);
    WatermarkMatrix matrix =
        new WatermarkMatrix(
            US, origin -> origin.equals(US) ? opened.closedTime() : opened.watermark(origin));
    ShardReplication opening =
        new ShardReplication(
            new ShardContext(
                US,
                List.of(AP, EU),
                opened,
                loop,
                links,
                new WorldTime(),
                world.entropy(),
                OPTIONS,
                new Hearing(),
                () -> catalog,
                seeds,
                drains,
                matrix,
                1));
    opening.start();
    return opening;
  }

  /** Carries out a command; what came of it, by line. */
  List<String> run(String command) {
    said.clear();
    List<String> words = List.of(command.strip().split(" +", -1));
    String first = words.size() > 1 ? words.get(1) : "";
    String second = words.size() > 2 ? words.get(2) : "";
    long forMs = PROMPTLY_MS;
    switch (words.getFirst()) {
      case "up" -> replication.up(text.region(first));
      case "down" -> replication.down(text.region(first));
      case "from" ->
          replication.onFrame(
              text.region(first),
              text.read(words.subList(2, words.size()), links.lastRound.getOrDefault(first, 0)));
      case "put" ->
          say(
              "wrote "
                  + text.time(
                      shard
                          .write(Cluster.keyBytes(first), second.getBytes(StandardCharsets.UTF_8))
                          .hlc()));
      case "delete" -> say("wrote " + text.time(shard.write(Cluster.keyBytes(first), null).hlc()));
      case "holds" -> words.subList(1, words.size()).forEach(this::hold);
      case "watermark" -> shard.advanceWatermark(text.region(first), text.hlc(second));
      case "forgotten-below" -> shard.raiseTombstoneFloor(text.hlc(first));
      case "truncate-log" -> shard.truncateLog();
      case "link-queue" -> links.queuedBytes = Long.parseLong(first);
      case "standing" -> shard.standing = Standing.valueOf(first);
      case "catalog" -> catalog(words.subList(1, words.size()));
      case "restart" -> restart(false);
      case "lose-disk" -> restart(true);
      case "look" -> said.addAll(contents());
      case "wait" -> forMs = Long.parseLong(first);
      default -> throw new IllegalArgumentException("no command: " + command);
    }
    world.run(forMs);
    state();
    return List.copyOf(said);
  }

  private void hold(String mutation) {
    shard.apply(text.mutation(mutation));
  }

  private void restart(boolean loseDisk) {
    replication.close();
    loop.stop();
    if (loseDisk) {
      shard = newShard().begun();
    }
    loop = world.new Loop();
    seeds = new SeedTracker(US, 1, table -> say("seeded"));
    drains = new DrainTracker(US, 1, table -> say("drained"));
    replication = open();
  }

  /** Replicas by region, and what the table then is here. */
  private void catalog(List<String> words) {
    TableDescriptor table = Objects.requireNonNull(catalog.byId(Cluster.TABLE));
    Map<Region, ReplicaDescriptor> replicas = new HashMap<>(table.replicas());
    for (String word : words) {
      int equal = word.indexOf('=');
      Region region = text.region(word.substring(0, equal));
      var status = ReplicaDescriptor.Status.valueOf(word.substring(equal + 1));
      ReplicaDescriptor known = replicas.get(region);
      if (known == null || known.status() != status) {
        replicas.put(region, new ReplicaDescriptor(region, status, ++replicaVersion));
      }
    }
    TableStatus here =
        switch (Objects.requireNonNull(replicas.get(US)).status()) {
          case CREATING -> TableStatus.CREATING;
          case ACTIVE, UPDATING, CREATION_FAILED -> TableStatus.ACTIVE;
          case DELETING -> TableStatus.DELETING;
          case GONE -> TableStatus.DELETED;
        };
    catalog = CatalogView.of(List.of(table.withReplicas(replicas).withStatus(here)));
    seeds.onCatalog(catalog);
    drains.onCatalog(catalog);
    replication.onCatalog();
  }

  private List<String> contents() {
    List<String> items = new ArrayList<>();
    shard.snapshot(
        Cluster.TABLE, null, Integer.MAX_VALUE, each -> items.add("holds " + text.show(each)));
    return items.isEmpty() ? List.of("holds nothing") : items;
  }

  private void state() {
    for (ReplicationStatus.PeerStatus peer : replication.look().peers()) {
      String name = text.name(peer.peer());
      changed("sender to " + name, peer.state() + ", acknowledged " + text.time(peer.ackedHlc()));
      changed("watermark of " + name, text.time(peer.appliedHlc()));
    }
    changed("standing", shard.standing.toString());
    changed("deletions forgotten below", text.time(shard.floor));
  }

  private void changed(String what, String now) {
    if (!now.equals(shown.put(what, now))) {
      said.add("* " + what + ": " + now);
    }
  }

  private void say(String line) {
    said.add("%d %s".formatted(world.nowMs() - startMs, line));
  }

  private final class WorldTime implements TimeSource {
    @Override
    public long epochMs() {
      return world.nowMs();
    }

    @Override
    public long nanos() {
      return world.nowMs() * 1_000_000;
    }
  }

  private final class Hearing implements ReplicationListener {
    @Override
    public void heldFuture(Region source, int shardNumber) {
      say("alarm: " + text.name(source) + " is ahead");
    }

    @Override
    public void reseeding(Region peer, int shardNumber) {
      say("a complete copy for " + text.name(peer));
    }
  }

  private final class RecordingLinks implements Links {
    final Map<String, Integer> lastRound = new HashMap<>();
    long queuedBytes;

    @Override
    public void start(Listener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void send(Region peer, byte[] frame) {
      Frame sent = FrameCodec.decode(frame);
      say("to " + text.name(peer) + " " + text.show(sent));
      if (sent instanceof Frame.Probe probe) {
        lastRound.put(text.name(peer), probe.round());
      } else if (sent instanceof Frame.Restart restart) {
        lastRound.put(text.name(peer), restart.round());
      } else if (sent instanceof Frame.Batch batch) {
        lastRound.put(text.name(peer), batch.round());
      }
    }

    @Override
    public long queuedBytes(Region peer) {
      return queuedBytes;
    }

    @Override
    public void close() {}
  }
}
