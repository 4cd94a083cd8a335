package io.antipode.node.region;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.backup.Backups;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.insight.KeyInsights;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.table.IndexBuilds;
import io.antipode.node.operation.table.ShardTableSizes;
import io.antipode.node.replica.ControlInquiry;
import io.antipode.node.replica.ReplicaMembership;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.StorageShard;
import io.antipode.node.storage.recovery.ShardPorts;
import io.antipode.node.transaction.Resolver;
import io.antipode.node.transfer.Transfers;
import io.antipode.node.ttl.Sweeper;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.region.RegionReplication;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One node of a region, put together from ports alone: its shards, their replication to the peer
 * regions, the membership of its tables, and the API's actions over them. It knows no HTTP, no
 * Vert.x and no Hazelcast, so that a simulation runs this very object.
 *
 * <p>Opening first mends the logs from what an earlier run's journal has, then recovers all shards
 * side by side, each on its own loop, and only then starts the links. Closing goes the other way
 * round: first replication, then the shards, which flush what they hold and mark their folders as
 * cleanly left.
 *
 * <p>Any thread.
 */
public final class RegionNode {
  private final RegionOptions options;
  private final RegionPorts ports;
  private final NodeJournal journal;
  private final List<StorageShard> shards;
  private final Backups backups;
  private final ShardAccess access;
  private final Transfers transfers;
  private final RegionReplication replication;
  private final ControlInquiry inquiry;
  private final ReplicaMembership membership;
  private final List<Operation> operations;
  private final KeyInsights insights;

  private RegionNode(
      RegionOptions options,
      RegionPorts ports,
      NodeJournal journal,
      Backups backups,
      List<StorageShard> shards) {
    this.options = options;
    this.ports = ports;
    this.journal = journal;
    this.backups = backups;
    this.shards = shards;
    this.access = new LoopShards(shards, ports.loops());
    this.replication =
        new RegionReplication(
            options.self(),
            options.regions(),
            options.shardCount(),
            ports.links(),
            ports.time(),
            ports.entropy(),
            options.replication(),
            ports.replication());
    this.inquiry =
        new ControlInquiry(
            ports.catalog()::view,
            replication::sendControl,
            replication::connected,
            replication::troubles,
            ports.loops().getFirst());
    this.membership =
        new ReplicaMembership(
            options.self(),
            options.regions(),
            ports.catalog(),
            replication::sendControl,
            inquiry,
            ports.time());
    this.insights = new KeyInsights(ports.catalog(), ports.time());
    this.transfers =
        new Transfers(
            options.self(),
            ports.catalog(),
            backups,
            access,
            ports.transfers(),
            ports.archive(),
            ports.time());
    this.operations =
        RegionOperations.all(
            options,
            ports,
            access,
            membership,
            new ShardTableSizes(access, ports.time()),
            backups,
            insights,
            transfers);
  }

  /**
   * Opens a region's node from what its disk and its catalog hold.
   *
   * @return completes on some shard's loop, exceptionally where a shard can't be recovered
   */
  public static CompletionStage<RegionNode> open(RegionOptions options, RegionPorts ports) {
    if (ports.loops().size() != options.shardCount()) {
      throw new IllegalArgumentException(
          options.shardCount() + " shards, but " + ports.loops().size() + " loops");
    }
    return NodeJournal.open(
            ports.disk(),
            ports.journalLoop(),
            ports.entropy(),
            options.durability(),
            options.journalBytes())
        .thenCompose(
            journal ->
                Backups.open(
                        ports.archive(),
                        ports.catalog(),
                        ports.time(),
                        ports.entropy(),
                        options.shardCount())
                    .thenCompose(backups -> openShards(options, ports, journal, backups)));
  }

  private static CompletionStage<RegionNode> openShards(
      RegionOptions options, RegionPorts ports, NodeJournal journal, Backups backups) {
    CatalogFeed feed = new CatalogFeed(ports.catalog());
    IndexBuilds indexes = new IndexBuilds(ports.catalog(), options.shardCount());
    List<CompletableFuture<StorageShard>> opening = new ArrayList<>();
    for (int number = 0; number < options.shardCount(); number++) {
      opening.add(openShard(options, ports, journal, backups, indexes, new ShardId(number)));
    }
    return CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new))
        .whenComplete(
            (all, failure) -> {
              if (failure != null) {
                closeOpened(opening, ports);
              }
            })
        .thenApply(
            all -> {
              List<StorageShard> shards = opening.stream().map(CompletableFuture::join).toList();
              RegionNode node = new RegionNode(options, ports, journal, backups, shards);
              node.start(feed);
              return node;
            });
  }

  /** Where one shard can't be recovered the others are left in order, for the next attempt. */
  private static void closeOpened(List<CompletableFuture<StorageShard>> opened, RegionPorts ports) {
    for (int number = 0; number < opened.size(); number++) {
      CompletableFuture<StorageShard> shard = opened.get(number);
      if (!shard.isCompletedExceptionally()) {
        ports.loops().get(number).execute(() -> shard.join().close(closed -> {}));
      }
    }
  }

  private static CompletableFuture<StorageShard> openShard(
      RegionOptions options,
      RegionPorts ports,
      NodeJournal journal,
      Backups backups,
      IndexBuilds indexes,
      ShardId id) {
    CompletableFuture<StorageShard> opened = new CompletableFuture<>();
    EventLoop loop = ports.loops().get(id.number());
    ShardPorts shardPorts =
        new ShardPorts(
            ports.disk(),
            ports.time(),
            loop,
            ports.stores().apply(id),
            journal.commits(),
            journal.durable(),
            ports.memory(),
            ports.fatal(),
            IndexDefinition::compile,
            (tableId, indexId) -> indexes.built(tableId, indexId, id));
    loop.<@Nullable StorageShard>offload(
        () ->
            ports
                .recovery()
                .inTurn(
                    () -> StorageShard.open(options.shard(id), shardPorts, ports.catalog().view())),
        (shard, failure) -> {
          if (shard == null) {
            opened.completeExceptionally(failure == null ? new IllegalStateException() : failure);
          } else {
            backups.keepLog(shard);
            shard.start();
            opened.complete(shard);
          }
        });
    return opened;
  }

  /** Shards hear of a table before replication does, which would bring them its items. */
  private void start(CatalogFeed feed) {
    for (int number = 0; number < shards.size(); number++) {
      StorageShard shard = shards.get(number);
      EventLoop loop = ports.loops().get(number);
      feed.take(shard::onCatalog);
      replication.attach(shard, loop);
      Resolver.start(access, shard, loop, ports.time());
      Sweeper.start(shard, loop, ports.time());
    }
    feed.take(replication::onCatalog);
    replication.onControl(
        (from, message) -> {
          if (!inquiry.take(from, message)) {
            membership.onControl(from, message);
          }
        });
    replication.onPeerUp(membership::onPeerUp);
    replication.onSeeded(membership::onSeeded);
    replication.onDrained(membership::onDrained);
    replication.start();
    backups.start(access, shards, ports.loops(), membership::deleteHere);
    transfers.start();
  }

  public Region region() {
    return options.self();
  }

  public RegionOptions options() {
    return options;
  }

  /** The copies of tables that the region keeps. */
  public Backups backups() {
    return backups;
  }

  /** The API's actions in this region. */
  public List<Operation> operations() {
    return operations;
  }

  /** What is noted of the keys that requests are about. */
  public KeyInsights insights() {
    return insights;
  }

  /** The actions of Kinesis in this region. */
  public List<Operation> kinesisOperations() {
    return KinesisOperations.all(options, ports, access);
  }

  public ShardAccess shards() {
    return access;
  }

  public RegionReplication replication() {
    return replication;
  }

  public ReplicaMembership membership() {
    return membership;
  }

  /** The table of that name that is there, or null. */
  public @Nullable TableDescriptor table(String name) {
    return ports.catalog().view().byName(name);
  }

  /** The table of that id, deleted ones included, or null. */
  public @Nullable TableDescriptor tableById(long id) {
    return ports.catalog().view().byId(id);
  }

  /** The tables that are there, by name. */
  public List<TableDescriptor> tables() {
    return ports.catalog().view().all().stream()
        .filter(table -> table.status() != TableStatus.DELETED)
        .sorted(Comparator.comparing(TableDescriptor::name))
        .toList();
  }

  /** Looks at one of its shards, on that one's loop: at once when already there. */
  public void onShard(ShardId shard, Consumer<Shard> look) {
    StorageShard found = shards.get(shard.number());
    ports.loops().get(shard.number()).run(() -> look.accept(found));
  }

  /** Asks every shard on its loop; gives the answers by shard number, on the last one's loop. */
  public <T> CompletionStage<List<T>> askShards(Function<Shard, T> question) {
    List<CompletableFuture<T>> answers = new ArrayList<>();
    for (int number = 0; number < shards.size(); number++) {
      CompletableFuture<T> answer = new CompletableFuture<>();
      answers.add(answer);
      onShard(
          new ShardId(number),
          shard -> {
            try {
              answer.complete(question.apply(shard));
            } catch (RuntimeException e) {
              answer.completeExceptionally(e);
            }
          });
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
  }

  /** Stops; what has been acknowledged is on the disk when it completes. */
  public CompletionStage<@Nullable Void> close() {
    replication.close();
    return transfers
        .stop()
        .thenCompose(stopped -> backups.stop())
        .thenCompose(stopped -> closeShards());
  }

  private CompletionStage<@Nullable Void> closeShards() {
    List<CompletableFuture<@Nullable Void>> closing = new ArrayList<>();
    for (int number = 0; number < shards.size(); number++) {
      StorageShard shard = shards.get(number);
      CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
      closing.add(closed);
      ports
          .loops()
          .get(number)
          .execute(
              () ->
                  shard.close(
                      failure -> {
                        if (failure == null) {
                          closed.complete(null);
                        } else {
                          closed.completeExceptionally(failure);
                        }
                      }));
    }
    return CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new))
        .thenCompose(all -> journal.close());
  }
}
