package io.antipode.node.storage;

import io.antipode.replication.disk.Disk;
import io.antipode.replication.loop.EventLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the disk's free space every second, and more often when it is scarce: others may fill it
 * faster than this store does. On the shard's loop.
 */
final class DiskGuard {
  private static final Logger LOG = LoggerFactory.getLogger(DiskGuard.class);
  private static final long LOOK_MS = 1_000;
  private static final long LOOK_SOON_MS = 100;

  /** Below so many times the least room it is scarce. */
  private static final int SCARCE = 8;

  /** The part of the least room that deletions leave for what keeps the store alive. */
  private static final int LAST_PART = 16;

  private final Disk disk;
  private final EventLoop loop;
  private final long minFreeBytes;
  private final @Nullable String saidOf;
  private Room room = Room.PLENTY;
  private long freeBytes;
  private EventLoop.@Nullable Timer next;
  private boolean stopped;

  /**
   * @param minFreeBytes with less there is too little for what grows
   * @param saidOf what the log calls the disk; null where another shard's guard says it
   */
  DiskGuard(Disk disk, EventLoop loop, long minFreeBytes, @Nullable String saidOf) {
    this.disk = disk;
    this.loop = loop;
    this.minFreeBytes = minFreeBytes;
    this.saidOf = saidOf;
  }

  Room room() {
    return room;
  }

  /** As last seen; 0 before that. */
  long freeBytes() {
    return freeBytes;
  }

  /** Looks, and goes on looking until it is stopped. */
  void look() {
    loop.<@Nullable Long>offload(disk::usableBytes, (free, failure) -> seen(free));
  }

  /** A disk that can't tell is not full: a write that fails will say so. */
  private void seen(@Nullable Long free) {
    freeBytes = free == null ? Long.MAX_VALUE : free;
    take(freeBytes >= minFreeBytes, freeBytes < minFreeBytes / LAST_PART, free);
    if (!stopped) {
      boolean scarce = freeBytes / SCARCE < minFreeBytes;
      next = loop.schedule(scarce ? LOOK_SOON_MS : LOOK_MS, this::look);
    }
  }

  private void take(boolean plenty, boolean none, @Nullable Long free) {
    Room now = plenty ? Room.PLENTY : none ? Room.NONE : Room.LOW;
    if (now != room && saidOf != null) {
      long freeMb = free == null ? 0 : free >> 20;
      switch (now) {
        case PLENTY -> LOG.info("{}: there is room on the disk again; writes go on", saidOf);
        case LOW ->
            LOG.warn(
                "{}: the disk is nearly full, {} MB are left: writes are refused until {} MB are"
                    + " free; reads and deletions go on",
                saidOf,
                freeMb,
                minFreeBytes >> 20);
        case NONE ->
            LOG.error(
                "{}: the disk is full, {} MB are left: deletions are refused, too; reads go on",
                saidOf,
                freeMb);
      }
    }
    room = now;
  }

  void stop() {
    stopped = true;
    EventLoop.Timer timer = next;
    if (timer != null) {
      timer.cancel();
    }
  }
}
