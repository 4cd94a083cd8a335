package io.antipode.node.runtime;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.antipode.replication.memory.MemoryBudget;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the owner of memory what collections of garbage leave of the heap, and the log when that
 * gets scarce. A full one leaves what is in use and nothing else, and counts at once. Any other one
 * leaves garbage, too, for a later one to find: of those the least of some seconds counts. Where
 * memory is scarce and nothing happens any more, since everything that grows is refused, this asks
 * for a collection, ever more seldom.
 */
public final class HeapWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeapWatch.class);
  private static final String FULL = "end of major GC";
  private static final long LOOK_MS = 1_000;
  private static final int MIN_QUIET_LOOKS = 5;
  private static final int MAX_QUIET_LOOKS = 300;

  private final MemoryBudget memory;
  private final Set<String> heapPools;
  private final NotificationListener listener = (notification, _) -> collected(notification);
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "heap-watch");
            thread.setDaemon(true);
            return thread;
          });

  /** So long after it began, a span is followed by the next one. */
  private static final int SPAN_LOOKS = 3;

  // What collections have left, guarded by this.
  private long collections;
  private long leastOfSpan = Long.MAX_VALUE;
  private long leastOfSpanBefore = Long.MAX_VALUE;

  // Confined to the looking thread.
  private int looksOfSpan;
  private boolean scarce;
  private long collectionsSeen;
  private int quietLooks;
  private int askAfterLooks = MIN_QUIET_LOOKS;

  HeapWatch(MemoryBudget memory) {
    this.memory = memory;
    this.heapPools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
  }

  /** Watches until it is closed. */
  public static HeapWatch over(MemoryBudget memory) {
    HeapWatch watch = new HeapWatch(memory);
    for (NotificationEmitter collector : collectors()) {
      collector.addNotificationListener(watch.listener, null, null);
    }
    var unused =
        watch.looks.scheduleWithFixedDelay(watch::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private static List<NotificationEmitter> collectors() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(NotificationEmitter.class::isInstance)
        .map((GarbageCollectorMXBean each) -> (NotificationEmitter) each)
        .toList();
  }

  private void collected(Notification notification) {
    if (notification
            .getType()
            .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
        && notification.getUserData() instanceof CompositeData data) {
      GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo.from(data);
      Map<String, MemoryUsage> after = info.getGcInfo().getMemoryUsageAfterGc();
      long bytes = 0;
      for (String pool : heapPools) {
        MemoryUsage usage = after.get(pool);
        bytes += usage == null ? 0 : usage.getUsed();
      }
      left(bytes, info.getGcAction().equals(FULL));
    }
  }

  /**
   * So much was in use after a collection.
   *
   * @param full whether all garbage was found
   */
  synchronized void left(long bytes, boolean full) {
    collections++;
    if (full) {
      leastOfSpanBefore = bytes;
      leastOfSpan = bytes;
    } else {
      leastOfSpan = Math.min(leastOfSpan, bytes);
    }
    memory.live(Math.min(leastOfSpan, leastOfSpanBefore));
  }

  /** From now on, what the span before the last one has seen counts no more. */
  synchronized void nextSpan() {
    if (leastOfSpan != Long.MAX_VALUE) {
      leastOfSpanBefore = leastOfSpan;
      leastOfSpan = Long.MAX_VALUE;
      memory.live(leastOfSpanBefore);
    }
  }

  private synchronized long collections() {
    return collections;
  }

  private void look() {
    if (++looksOfSpan >= SPAN_LOOKS) {
      looksOfSpan = 0;
      nextSpan();
    }
    boolean now = memory.isScarce();
    if (now != scarce) {
      scarce = now;
      tell();
    }
    if (!now) {
      askAfterLooks = MIN_QUIET_LOOKS;
    }
    long seen = collections();
    quietLooks = seen == collectionsSeen ? quietLooks + 1 : 0;
    collectionsSeen = seen;
    if (now && quietLooks >= askAfterLooks) {
      askAfterLooks = Math.min(MAX_QUIET_LOOKS, 2 * askAfterLooks);
      quietLooks = 0;
      System.gc(); // What is refused makes no garbage, and so nothing would ever change.
    }
  }

  private void tell() {
    String figures =
        "%d of %d MB of the heap are in use, and %d of %d MB for the order of keys"
            .formatted(
                memory.liveBytes() >> 20,
                memory.heapBytes() >> 20,
                memory.keys().usedBytes() >> 20,
                memory.keys().limitBytes() >> 20);
    if (scarce) {
      LOG.warn(
          "memory is nearly full, {}: writes are refused until there is room; reads and deletions"
              + " go on",
          figures);
    } else {
      LOG.info("there is room in memory again, {}; writes go on", figures);
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
    for (NotificationEmitter collector : collectors()) {
      try {
        collector.removeNotificationListener(listener);
      } catch (ListenerNotFoundException gone) {
        LOG.debug("nothing listens to {}", collector, gone);
      }
    }
  }
}
