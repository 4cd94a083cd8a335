package io.antipode.node.region;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.placement.ShardId;
import io.antipode.node.backup.ArchivePorts;
import io.antipode.node.objects.ObjectStore;
import io.antipode.node.operation.CapacityRecorder;
import io.antipode.node.storage.view.ItemStores;
import io.antipode.node.transfer.TransferPorts;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.FatalDisk;
import io.antipode.replication.link.Links;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.region.ReplicationListener;
import java.util.List;
import java.util.function.Function;

/**
 * The world as a region's node sees it. With other ports the same node runs in a simulation.
 *
 * @param disk of this node alone
 * @param loops of the shards, by shard number; one loop may serve several
 * @param journalLoop of the node's journal alone
 * @param archive where copies of tables are kept
 * @param transfers where exports go, and imports come from
 * @param stores where a shard keeps its items
 * @param memory of the process, which all of its regions share
 * @param recovery when a shard may recover
 * @param replication hears what is worth measuring
 * @param capacity hears of consumed capacity
 * @param fatal hears that the disk failed: the node must stop at once
 */
public record RegionPorts(
    Disk disk,
    TimeSource time,
    Entropy entropy,
    List<? extends EventLoop> loops,
    EventLoop journalLoop,
    ArchivePorts archive,
    TransferPorts transfers,
    Links links,
    Catalog catalog,
    Function<ShardId, ItemStores> stores,
    MemoryBudget memory,
    RecoveryTurns recovery,
    ReplicationListener replication,
    CapacityRecorder capacity,
    FatalDisk fatal) {
  public RegionPorts {
    loops = List.copyOf(loops);
  }

  /** Without buckets: exports and imports find none. */
  public RegionPorts(
      Disk disk,
      TimeSource time,
      Entropy entropy,
      List<? extends EventLoop> loops,
      EventLoop journalLoop,
      ArchivePorts archive,
      Links links,
      Catalog catalog,
      Function<ShardId, ItemStores> stores,
      MemoryBudget memory,
      RecoveryTurns recovery,
      ReplicationListener replication,
      CapacityRecorder capacity,
      FatalDisk fatal) {
    this(
        disk,
        time,
        entropy,
        loops,
        journalLoop,
        archive,
        new TransferPorts(ObjectStore.NONE, archive.loop()),
        links,
        catalog,
        stores,
        memory,
        recovery,
        replication,
        capacity,
        fatal);
  }
}
