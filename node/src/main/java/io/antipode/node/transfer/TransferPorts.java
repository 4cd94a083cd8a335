package io.antipode.node.transfer;

import io.antipode.node.objects.ObjectStore;
import io.antipode.replication.loop.EventLoop;

/**
 * The world as exports, imports and bulk operations see it.
 *
 * @param objects where buckets are
 * @param loop on which is decided; in what it offloads waits nothing else
 */
public record TransferPorts(ObjectStore objects, EventLoop loop) {}
