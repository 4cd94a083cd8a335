package io.antipode.node.bootstrap;

import static java.util.Comparator.naturalOrder;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import io.antipode.node.region.RegionNode;
import io.antipode.node.storage.Room;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.ShardStats;
import io.antipode.node.wire.AdminSource;
import io.antipode.node.wire.FaultSwitch;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.memory.MemoryShare;
import io.antipode.replication.memory.MemoryUse;
import io.antipode.replication.merge.ConflictRecord;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard.Digest;
import io.antipode.replication.region.ReplicationStatus;
import io.antipode.replication.region.ReplicationStatus.PeerStatus;
import io.antipode.replication.region.ReplicationStatus.ShardStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** What a region shows of itself under {@code /_antipode/}. Any thread. */
final class RegionAdmin implements AdminSource {
  /** The newest conflicts that a page shows. */
  private static final int MAX_CONFLICTS = 100;

  private final RegionNode node;
  private final MemoryBudget memory;
  private final Optional<FaultSwitch> faults;

  private final String transport;

  /**
   * @param transport how this process waits for sockets
   */
  RegionAdmin(
      RegionNode node, MemoryBudget memory, Optional<FaultSwitch> faults, String transport) {
    this.node = node;
    this.memory = memory;
    this.faults = faults;
    this.transport = transport;
  }

  @Override
  public CompletionStage<Readiness> ready() {
    return node.askShards(shard -> new Standing(shard.isServing(), shard.stats().disk()))
        .thenApply(
            shards ->
                new Readiness(
                    shards.stream().allMatch(Standing::serving),
                    refusesWrites(shards.stream().map(Standing::disk))));
  }

  private record Standing(boolean serving, Room disk) {}

  /** Why writes are refused; empty where they are taken. */
  private String refusesWrites(Stream<Room> disks) {
    List<String> why = new ArrayList<>();
    if (disks.anyMatch(room -> room != Room.PLENTY)) {
      why.add("disk nearly full");
    }
    if (memory.isScarce()) {
      why.add("memory nearly full");
    }
    return String.join(", ", why);
  }

  @Override
  public CompletionStage<Optional<JsonOut>> insights(String name) {
    TableDescriptor table = node.table(name);
    if (table == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    JsonOut out = new JsonOut().beginObject();
    out.name("table").value(name);
    out.name("insights");
    node.insights().write(table, out);
    return CompletableFuture.completedFuture(Optional.of(out.endObject()));
  }

  @Override
  public CompletionStage<JsonOut> status() {
    return node.askShards(Shard::stats).thenApply(this::status);
  }

  private JsonOut status(List<ShardStats> stats) {
    JsonOut out = new JsonOut().beginObject();
    out.name("region").value(node.region().name());
    out.name("transport").value(transport);
    out.name("items").value(stats.stream().mapToLong(ShardStats::items).sum());
    out.name("conflicts").value(stats.stream().mapToLong(ShardStats::conflicts).sum());
    out.name("writesRefused").value(refusesWrites(stats.stream().map(ShardStats::disk)));
    out.name("damaged").beginArray();
    stats.stream().map(ShardStats::damages).flatMap(List::stream).forEach(out::value);
    node.backups().damages().forEach(out::value);
    out.endArray();
    room(out, stats);
    peers(out);
    out.name("tables").beginArray();
    node.tables().forEach(table -> table(out, table));
    out.endArray();
    out.name("shards").beginArray();
    for (int number = 0; number < stats.size(); number++) {
      shard(out, number, stats.get(number));
    }
    out.endArray();
    return out.endObject();
  }

  private void room(JsonOut out, List<ShardStats> stats) {
    out.name("disk").beginObject();
    out.name("room")
        .value(stats.stream().map(ShardStats::disk).max(naturalOrder()).orElse(Room.PLENTY).name());
    out.name("freeBytes")
        .value(stats.stream().mapToLong(ShardStats::diskFreeBytes).max().orElse(0));
    out.endObject();
    out.name("memory").beginObject();
    out.name("heapBytes").value(memory.heapBytes());
    out.name("liveBytes").value(memory.liveBytes());
    for (MemoryUse use : MemoryUse.values()) {
      MemoryShare share = memory.share(use);
      out.name(use.label()).beginObject();
      out.name("usedBytes").value(share.usedBytes());
      out.name("limitBytes").value(share.limitBytes());
      out.name("refused").value(share.refused());
      out.endObject();
    }
    out.endObject();
  }

  private void peers(JsonOut out) {
    ReplicationStatus replication = node.replication().status();
    out.name("peers").beginArray();
    for (Region peer : node.options().regions()) {
      if (!peer.equals(node.region())) {
        out.beginObject();
        out.name("region").value(peer.name());
        out.name("connected").value(node.replication().connected().contains(peer));
        String trouble = node.replication().troubles().get(peer);
        if (trouble != null) {
          out.name("trouble").value(trouble);
        }
        List<PeerStatus> shards =
            replication.shards().stream()
                .map(ShardStatus::peers)
                .flatMap(List::stream)
                .filter(status -> status.peer().equals(peer))
                .toList();
        out.name("states")
            .value(
                String.join(
                    ",", shards.stream().map(s -> s.state().name()).sorted().distinct().toList()));
        out.name("lagMs").value(shards.stream().mapToLong(PeerStatus::lagMs).max().orElse(0));
        out.name("queuedBytes").value(shards.stream().mapToLong(PeerStatus::queuedBytes).sum());
        out.name("seeds").value(shards.stream().mapToLong(PeerStatus::seeds).sum());
        out.endObject();
      }
    }
    out.endArray();
  }

  private static void table(JsonOut out, TableDescriptor table) {
    out.beginObject();
    out.name("name").value(table.name());
    out.name("status").value(table.status().name());
    out.name("replicas")
        .value(
            String.join(
                ",",
                table.replicas().values().stream()
                    .filter(replica -> replica.present())
                    .sorted(Comparator.comparing(replica -> replica.region()))
                    .map(replica -> replica.region() + ":" + replica.status())
                    .toList()));
    out.endObject();
  }

  private static void shard(JsonOut out, int number, ShardStats stats) {
    out.beginObject();
    out.name("shard").value(number);
    out.name("items").value(stats.items());
    out.name("tombstones").value(stats.tombstones());
    out.name("conflicts").value(stats.conflicts());
    out.name("logBytes").value(stats.logBytes());
    out.name("checkpointBytes").value(stats.checkpointBytes());
    out.name("storeBytes").value(stats.storeBytes());
    out.endObject();
  }

  @Override
  public CompletionStage<Optional<JsonOut>> digest(String tableName) {
    TableDescriptor table = node.table(tableName);
    if (table == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return node.askShards(shard -> shard.digest(table.id()))
        .thenApply(digests -> Optional.of(digest(table, digests)));
  }

  private JsonOut digest(TableDescriptor table, List<Digest> digests) {
    JsonOut out = new JsonOut().beginObject();
    out.name("region").value(node.region().name());
    out.name("table").value(table.name());
    out.name("shards").beginArray();
    for (int number = 0; number < digests.size(); number++) {
      out.beginObject();
      out.name("shard").value(number);
      out.name("items").value(digests.get(number).items());
      out.name("hash").value(HexFormat.of().toHexDigits(digests.get(number).hash()));
      out.endObject();
    }
    return out.endArray().endObject();
  }

  @Override
  public CompletionStage<JsonOut> conflicts() {
    return node.askShards(Shard::conflicts).thenApply(this::conflicts);
  }

  private JsonOut conflicts(List<List<ConflictRecord>> ofShards) {
    JsonOut out = new JsonOut().beginObject().name("conflicts").beginArray();
    ofShards.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(ConflictRecord::seenAtEpochMs).reversed())
        .limit(MAX_CONFLICTS)
        .forEach(conflict -> conflict(out, conflict));
    return out.endArray().endObject();
  }

  private void conflict(JsonOut out, ConflictRecord conflict) {
    TableDescriptor table = node.tableById(Mutation.tableIdOf(conflict.key()));
    out.beginObject();
    out.name("table").value(table == null ? "" : table.name());
    out.name("winner").value(conflict.winner().toString());
    out.name("loser").value(conflict.loser().toString());
    out.name("seenAtMs").value(conflict.seenAtEpochMs());
    out.name("loserItem");
    if (conflict.loserImage() == null) {
      out.nullValue();
    } else {
      out.item(Item.ofBytes(conflict.loserImage()));
    }
    out.endObject();
  }

  @Override
  public Optional<FaultSwitch> faults() {
    return faults;
  }
}
