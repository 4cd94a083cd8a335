package io.antipode.node.bootstrap;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import io.antipode.node.region.RegionNode;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.ShardStats;
import io.antipode.node.wire.AdminSource;
import io.antipode.node.wire.FaultSwitch;
import io.antipode.replication.merge.ConflictRecord;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard.Digest;
import io.antipode.replication.region.ReplicationStatus;
import io.antipode.replication.region.ReplicationStatus.PeerStatus;
import io.antipode.replication.region.ReplicationStatus.ShardStatus;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a region shows of itself under {@code /_antipode/}. Any thread. */
final class RegionAdmin implements AdminSource {
  private static final Logger LOG = LoggerFactory.getLogger(RegionAdmin.class);

  /** The newest conflicts that a page shows. */
  private static final int MAX_CONFLICTS = 100;

  private final RegionNode node;
  private final Optional<FaultSwitch> faults;

  RegionAdmin(RegionNode node, Optional<FaultSwitch> faults) {
    this.node = node;
    this.faults = faults;
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public void status(Consumer<JsonOut> answer) {
    node.askShards(Shard::stats)
        .whenComplete(
            (stats, failure) -> {
              if (failure != null) {
                LOG.warn("{}: no status", node.region(), failure);
              }
              answer.accept(status(failure == null ? stats : List.of()));
            });
  }

  private JsonOut status(List<ShardStats> stats) {
    JsonOut out = new JsonOut().beginObject();
    out.name("region").value(node.region().name());
    out.name("items").value(stats.stream().mapToLong(ShardStats::items).sum());
    out.name("conflicts").value(stats.stream().mapToLong(ShardStats::conflicts).sum());
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

  private void peers(JsonOut out) {
    ReplicationStatus replication = node.replication().status();
    out.name("peers").beginArray();
    for (Region peer : node.options().regions()) {
      if (!peer.equals(node.region())) {
        out.beginObject();
        out.name("region").value(peer.name());
        out.name("connected").value(node.replication().connected().contains(peer));
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
  public void digest(String tableName, Consumer<Optional<JsonOut>> answer) {
    TableDescriptor table = node.table(tableName);
    if (table == null) {
      answer.accept(Optional.empty());
      return;
    }
    node.askShards(shard -> shard.digest(table.id()))
        .whenComplete(
            (digests, failure) ->
                answer.accept(
                    failure == null ? Optional.of(digest(table, digests)) : Optional.empty()));
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
  public void conflicts(Consumer<JsonOut> answer) {
    node.askShards(Shard::conflicts)
        .whenComplete(
            (conflicts, failure) -> {
              JsonOut out = new JsonOut().beginObject().name("conflicts").beginArray();
              if (failure == null) {
                conflicts.stream()
                    .flatMap(List::stream)
                    .sorted(Comparator.comparing(ConflictRecord::seenAtEpochMs).reversed())
                    .limit(MAX_CONFLICTS)
                    .forEach(conflict -> conflict(out, conflict));
              }
              answer.accept(out.endArray().endObject());
            });
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
