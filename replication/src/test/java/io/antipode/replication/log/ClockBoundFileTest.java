package io.antipode.replication.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.HybridLogicalClock;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.disk.ForwardingDisk;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HexFormat;
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
  private static final class Rebooted extends ForwardingDisk {
    private final long bootId;

    Rebooted(Disk disk, long bootId) {
      super(disk);
      this.bootId = bootId;
    }

    @Override
    public long bootId() {
      return bootId;
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
  void aChangedFileIsNotBelievedAndTheClockStartsTheReserveAboveTheLog() throws IOException {
    long logged = clock(bound(1), 0).tick(0);
    long reserve = Version.atMs(ClockBoundFile.RESERVE_MS);
    Path file = folder.resolve("shard/clock");
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 4;
      Files.write(file, bytes);
      assertEquals(logged + reserve, bound(1).startHlc(logged), "with byte " + at);
      assertEquals(logged + reserve, bound(2).startHlc(logged), "with byte " + at);
      bytes[at] ^= 4;
    }
    Files.write(file, bytes);
    assertTrue(bound(2).startHlc(0) > Version.atMs(nowMs));
  }

  @Test
  void aFileThatIsGoneBesideALogIsTakenForADamagedOne() throws IOException {
    assertEquals(7 + Version.atMs(ClockBoundFile.RESERVE_MS), bound(1).startHlc(7));
    assertEquals(0, bound(1).startHlc(0), "a new shard");
  }

  @Test
  void saysHowFarTheLogHadComeAsFarAsTheStopAllows() throws IOException {
    ClockBoundFile bound = bound(1);
    LogOptions options = LogOptions.of(new ShardId(3), new Region("us-east-1"));
    try (ShardLog log = ShardLog.open(disk, "shard/log", options)) {
      bound.follow(log);
      log.append(new LogRecord.Told(1));
      log.write();
      log.sync();
      log.append(new LogRecord.Told(2));
      log.write();
      clock(bound, 0).tick(0);
    }
    assertEquals(2, bound(1).knownLogEnd(), "the process died: what was written is there");
    assertEquals(1, bound(2).knownLogEnd(), "the power went: what was synced is");
  }

  @Test
  void hasItsBytesOnDisk() throws IOException {
    nowMs = 0;
    clock(bound(1), 0).tick(6);

    String expected =
        "414e54495043_4c4b 0002 000000000000 0000000027100000 0000000000000001" // bound, boot
            + "0000000000000000 0000000000000000"; // the log's end, written and synced
    byte[] bytes = Files.readAllBytes(folder.resolve("shard/clock"));
    assertEquals(
        expected.replace("_", "").replace(" ", ""), HexFormat.of().formatHex(bytes, 0, 48));
    assertEquals(52, bytes.length);
  }

  @Test
  void whatEarlierBuildsWroteIsRead() throws IOException {
    ByteBuffer old = ByteBuffer.allocate(36);
    old.putLong(0x414e54495043_4c4bL).putShort((short) 1).putLong(16, 77).putLong(24, 5);
    old.putInt(32, Crc.of(old, 0, 32));
    Files.createDirectories(folder.resolve("shard"));
    Files.write(folder.resolve("shard/clock"), old.array());

    assertEquals(77, bound(6).startHlc(3), "after a power cut");
    assertEquals(3, bound(5).startHlc(3), "after a kill");
    assertEquals(0, bound(5).knownLogEnd());
  }
}
