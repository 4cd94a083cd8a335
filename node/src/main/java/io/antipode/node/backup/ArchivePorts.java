package io.antipode.node.backup;

import io.antipode.replication.disk.Disk;
import io.antipode.replication.loop.EventLoop;

/**
 * The real world as the archive sees it.
 *
 * @param disk where copies of tables are kept: its own, so that what is read and written there is
 *     no shard's
 * @param records where what is known of copies is kept a second time: beside the shards, so that it
 *     is not gone with that disk
 * @param loop decides what is done next, and does what blocks aside
 */
public record ArchivePorts(Disk disk, Disk records, EventLoop loop) {}
