package io.antipode.node.storage;

import io.antipode.replication.disk.Disk;
import io.antipode.replication.loop.EventLoop;
import org.jspecify.annotations.Nullable;

/** Looks at the disk's free space now and then. On the shard's loop. */
final class DiskGuard {
  private final Disk disk;
  private final EventLoop loop;
  private final long minFreeBytes;
  private boolean nearlyFull;
  private boolean looking;

  DiskGuard(Disk disk, EventLoop loop, long minFreeBytes) {
    this.disk = disk;
    this.loop = loop;
    this.minFreeBytes = minFreeBytes;
  }

  boolean nearlyFull() {
    return nearlyFull;
  }

  void look() {
    if (looking) {
      return;
    }
    looking = true;
    loop.<@Nullable Long>offload(
        disk::usableBytes,
        (free, failure) -> {
          looking = false;
          // A disk that can't tell is not full: a write that fails will say so.
          nearlyFull = free != null && free < minFreeBytes;
        });
  }
}
