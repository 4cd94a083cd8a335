package io.antipode.node.transfer;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.topology.Region;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.backup.Backups;
import io.antipode.node.objects.ObjectStore;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.disk.Disk;

/**
 * What transfers work with.
 *
 * @param scratch where rows are sorted, and what failed is written down: the archive's disk
 */
record TransferContext(
    Region region,
    Catalog catalog,
    Backups backups,
    ShardAccess shards,
    ObjectStore objects,
    Disk scratch,
    TransferLoop loop,
    TimeSource time) {}
