package io.antipode.replication.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.replication.clock.HybridLogicalClock;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that starts again never gives out a time twice. */
final class ClockBoundFileTest {
  private static final long START_MS = 1_000_000;

  @TempDir Path folder;
  private FileDisk disk;
  private long nowMs = START_MS;
  private final ManualLoop loop = new ManualLoop();
  private final TimeSource time =
      new TimeSource() {
        @Override
        public long epochMs() {
          return nowMs;
        }

        @Override
        public long nanos() {
          return 0;
        }
      };

  /** The file system of a machine that is switched off between two uses. */
  private record Rebooted(Disk disk, long bootId) implements Disk {
    @Override
    public DiskFile create(String path) throws IOException {
      return disk.create(path);
    }

    @Override
    public DiskFile open(String path) throws IOException {
      return disk.open(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
      return disk.exists(path);
    }

    @Override
    public List<String> list(String path) throws IOException {
      return disk.list(path);
    }

    @Override
    public void delete(String path) throws IOException {
      disk.delete(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
      disk.rename(from, to);
    }

    @Override
    public void syncFolder(String path) throws IOException {
      disk.syncFolder(path);
    }

    @Override
    public long usableBytes() throws IOException {
      return disk.usableBytes();
    }
  }

  /** Holds offloaded work until the test lets it run. */
  private static final class ManualLoop implements EventLoop {
    final Queue<Runnable> offloaded = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean inLoop() {
      return true;
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T extends @Nullable Object> void offload(
        Callable<T> work, BiConsumer<@Nullable T, @Nullable Exception> then) {
      offloaded.add(
          () -> {
            try {
              then.accept(work.call(), null);
            } catch (Exception e) {
              then.accept(null, e);
            }
          });
    }
  }

  @BeforeEach
  void openDisk() throws IOException {
    disk = new FileDisk(folder);
  }

  private ClockBoundFile bound(long bootId) throws IOException {
    return ClockBoundFile.open(
        new Rebooted(disk, bootId),
        "shard/clock",
        time,
        loop,
        cause -> {
          throw new AssertionError(cause);
        });
  }

  private HybridLogicalClock clock(ClockBoundFile bound, long loggedHlc) {
    return new HybridLogicalClock(time, bound, bound.startHlc(loggedHlc), loggedHlc, 500);
  }

  @Test
  void afterAPowerCutAndAWallThatSteppedBackItStartsAboveAllItGaveOut() throws IOException {
    HybridLogicalClock before = clock(bound(1), 0);
    long last = 0;
    for (int i = 0; i < 50_000; i++) {
      nowMs += i % 7;
      last = before.tick(0);
      if (i % 100 == 0) {
        loop.offloaded.forEach(Runnable::run);
        loop.offloaded.clear();
      }
    }
    nowMs = START_MS - 5_000;
    assertTrue(clock(bound(2), 0).tick(0) > last);
  }

  @Test
  void manyPowerCutsInARowDoNotDriveItEverFurtherAhead() throws IOException {
    long last = 0;
    for (int run = 2; run <= 40; run++) {
      nowMs += 250;
      // Each run of a boot restarts in good order, or the power goes.
      HybridLogicalClock clock = clock(bound(run / 2), last);
      for (int i = 0; i < 100; i++) {
        long next = clock.tick(0);
        assertTrue(next > last);
        last = next;
      }
      loop.offloaded.forEach(Runnable::run);
      loop.offloaded.clear();
    }
    long aheadMs = Version.epochMs(last) - nowMs;
    assertTrue(aheadMs <= ClockBoundFile.RESERVE_MS, "ahead by " + aheadMs);
  }

  @Test
  void afterAKillItStartsFromTheLogAndNotAhead() throws IOException {
    long last = clock(bound(1), 0).tick(0);
    assertEquals(last + 1, clock(bound(1), last).tick(0));
  }

  @Test
  void afterACleanStopItDoesNotRunAhead() throws IOException {
    ClockBoundFile bound = bound(1);
    long last = clock(bound, 0).tick(0);
    bound.close(last);
    assertEquals(last + 1, clock(bound(2), last).tick(0));
  }

  @Test
  void isRenewedOffTheLoopBeforeItIsReached() throws IOException {
    HybridLogicalClock clock = clock(bound(1), 0);
    clock.tick(0);
    assertEquals(0, loop.offloaded.size(), "the first is reserved at once");
    nowMs += ClockBoundFile.RESERVE_MS * 6 / 10;
    clock.tick(0);
    clock.tick(0);
    assertEquals(1, loop.offloaded.size());
    loop.offloaded.remove().run();
    nowMs += ClockBoundFile.RESERVE_MS * 6 / 10;
    long last = clock.tick(0);
    nowMs = START_MS;
    assertTrue(clock(bound(2), 0).tick(0) > last);
  }

  @Test
  void aChangedFileIsNamedAndNotBelieved() throws IOException {
    clock(bound(1), 0).tick(0);
    Path file = folder.resolve("shard/clock");
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 4;
      Files.write(file, bytes);
      assertThrows(DamagedFileException.class, () -> bound(2));
      bytes[at] ^= 4;
    }
    Files.write(file, bytes);
    assertTrue(bound(2).startHlc(0) > Version.atMs(nowMs));
  }
}
