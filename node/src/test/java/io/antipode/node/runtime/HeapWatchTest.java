package io.antipode.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.replication.memory.MemoryBudget;
import org.junit.jupiter.api.Test;

class HeapWatchTest {
  private final MemoryBudget memory = MemoryBudget.of(1_000, 1, 1);

  @Test
  void ofCollectionsThatLeaveGarbageTheLeastCounts() {
    HeapWatch watch = new HeapWatch(memory);
    watch.left(300, false);
    watch.left(950, false);
    assertEquals(300, memory.liveBytes());
    watch.nextSpan();
    watch.left(960, false);
    assertEquals(300, memory.liveBytes(), "of the span before");
    watch.nextSpan();
    watch.left(970, false);
    assertEquals(960, memory.liveBytes(), "for two spans nothing has left less");
    watch.nextSpan();
    watch.nextSpan();
    assertEquals(970, memory.liveBytes(), "as long as there is no other collection");
  }

  @Test
  void aFullCollectionCountsAtOnce() {
    HeapWatch watch = new HeapWatch(memory);
    watch.left(300, false);
    watch.left(940, true);
    assertEquals(940, memory.liveBytes());
    watch.left(200, true);
    assertEquals(200, memory.liveBytes());
  }

  @Test
  void collectionsOfThisProcessAreHeardOf() throws InterruptedException {
    MemoryBudget own = MemoryBudget.of(Runtime.getRuntime().maxMemory(), 1, 1);
    try (HeapWatch watch = HeapWatch.over(own)) {
      for (int i = 0; i < 100 && own.liveBytes() == 0; i++) {
        System.gc();
        Thread.sleep(100);
      }
      assertTrue(own.liveBytes() > 0, watch::toString);
    }
  }
}
