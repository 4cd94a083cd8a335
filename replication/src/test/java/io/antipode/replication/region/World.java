package io.antipode.replication.region;

import io.antipode.replication.clock.Entropy;
import io.antipode.replication.loop.EventLoop;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Virtual time, driven by hand: everything happens in one thread and follows from the seed. */
final class World {
  private record Event(long atMs, long order, Runnable task) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  final Random random;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long orders;
  private long nowMs = 1_700_000_000_000L;

  World(long seed) {
    random = new Random(seed);
  }

  long nowMs() {
    return nowMs;
  }

  Entropy entropy() {
    return random::nextLong;
  }

  void after(long delayMs, Runnable task) {
    events.add(new Event(nowMs + delayMs, orders++, task));
  }

  void run(long forMs) {
    long untilMs = nowMs + forMs;
    while (!events.isEmpty() && events.peek().atMs <= untilMs) {
      Event event = events.remove();
      nowMs = event.atMs;
      event.task.run();
    }
    nowMs = untilMs;
  }

  /** A loop that stops for good when its process does. */
  final class Loop implements EventLoop {
    private boolean running;
    private boolean stopped;

    void stop() {
      stopped = true;
    }

    private void enter(Runnable task) {
      if (!stopped) {
        running = true;
        task.run();
        running = false;
      }
    }

    @Override
    public void execute(Runnable task) {
      after(0, () -> enter(task));
    }

    @Override
    public boolean inLoop() {
      return running;
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
      boolean[] cancelled = new boolean[1];
      after(
          delayMs,
          () -> {
            if (!cancelled[0]) {
              enter(task);
            }
          });
      return () -> cancelled[0] = true;
    }

    @Override
    public <T extends @Nullable Object> void offload(
        Callable<T> work, BiConsumer<@Nullable T, @Nullable Exception> then) {
      throw new UnsupportedOperationException();
    }
  }
}
