package io.antipode.node.backup;

import io.antipode.replication.disk.Disk;
import io.antipode.replication.loop.EventLoop;

/**
 * Where copies of tables are kept.
 *
 * @param disk of this node's archive alone
 * @param loop on which is decided what becomes of copies; what it offloads waits for no shard
 */
public record ArchivePorts(Disk disk, EventLoop loop) {}
