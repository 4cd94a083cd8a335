package io.antipode.load.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.placement.ShardId;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.log.DurableEnd;
import io.antipode.replication.log.LogOptions;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.ShardLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log keeps when the power goes, the process dies or the disk lies. */
final class LogRecoveryTest {
  private static final int SEEDS = 400;

  @Test
  void afterPowerCutsNothingSyncedIsLostAndWhatIsLeftIsAPrefix() throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      restartAgainAndAgain(seed, true);
    }
  }

  @Test
  void afterKillsNothingWrittenIsLost() throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      restartAgainAndAgain(seed, false);
    }
  }

  private static void restartAgainAndAgain(long seed, boolean powerCut) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    LogFixture fixture = new LogFixture(seed);
    SimulatedDisk disk = new SimulatedDisk(random::nextLong);
    List<LogRecord> expected = new ArrayList<>();
    for (int run = 0; run < 4; run++) {
      ShardLog log = ShardLog.open(disk, "shard", LogFixture.OPTIONS);
      assertEquals(expected.size(), log.appended(), "seed " + seed);
      assertTrue(LogFixture.sameRecords(expected, LogFixture.contents(log, 1)), "seed " + seed);
      useAtRandom(log, random, fixture, expected);
      long kept = powerCut ? log.synced() : log.written();
      disk = powerCut ? disk.crash() : disk.kill();
      ShardLog recovered = ShardLog.open(disk, "shard", LogFixture.OPTIONS);
      assertTrue(recovered.appended() >= kept, "seed " + seed + " lost durable records");
      assertTrue(recovered.appended() <= log.written(), "seed " + seed + " has made up records");
      expected = new ArrayList<>(expected.subList(0, (int) recovered.appended()));
      assertTrue(
          LogFixture.sameRecords(expected, LogFixture.contents(recovered, 1)), "seed " + seed);
      assertEquals(greatestOwn(expected), recovered.lastOwnHlc(), "seed " + seed);
      disk = powerCut ? disk.crash() : disk.kill();
    }
  }

  private static long greatestOwn(List<LogRecord> records) {
    long greatest = 0;
    for (LogRecord record : records) {
      greatest = Math.max(greatest, LogRecord.ownHlcOf(record, LogFixture.SELF));
    }
    return greatest;
  }

  private static void useAtRandom(
      ShardLog log, SplittableRandom random, LogFixture fixture, List<LogRecord> into)
      throws IOException {
    for (int step = random.nextInt(40); step > 0; step--) {
      switch (random.nextInt(6)) {
        case 0, 1, 2 -> {
          LogRecord record = fixture.record();
          log.append(record);
          into.add(record);
        }
        case 3, 4 -> log.write();
        default -> {
          log.sync();
          if (random.nextBoolean() && log.writeMark()) {
            log.sync();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyFlippedBitInSyncedRecordsIsDetectedAndNamed(boolean powerCut) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    SimulatedDisk sound = syncedLog();
    for (String path : sound.paths()) {
      long length = lengthOf(sound, path);
      for (long offset = 0; offset < length; offset++) {
        SimulatedDisk disk = powerCut ? syncedLog().crash() : syncedLog().kill();
        disk.flipBit(path, offset, random.nextInt(8));
        String where = path + " at " + offset;
        try {
          assertEquals(SYNCED, readAll(disk), where);
          assertTrue(offset >= length - MARKS_BYTES, where + ": damage was not detected");
        } catch (DamagedFileException damage) {
          assertEquals(path, damage.file(), where);
          assertTrue(damage.offset() <= offset && offset - damage.offset() < 1_100, where);
        }
      }
    }
  }

  private static final int SYNCED = 14;

  /** A segment's last marks (two at the log's end) may be lost: no record is lost with them. */
  private static final int MARKS_BYTES = 40;

  /** Some batches in a few segments, all synced and marked. */
  private static SimulatedDisk syncedLog() throws IOException {
    LogFixture fixture = new LogFixture(7);
    SimulatedDisk disk = new SimulatedDisk(() -> 7);
    ShardLog log = ShardLog.open(disk, "shard", LogFixture.OPTIONS);
    for (int i = 1; i <= SYNCED; i++) {
      log.append(fixture.record());
      if (i % 3 == 0) {
        log.write();
        log.sync();
      }
    }
    log.close();
    return disk;
  }

  private static int readAll(SimulatedDisk disk) throws IOException {
    return LogFixture.contents(ShardLog.open(disk, "shard", LogFixture.OPTIONS), 1).size();
  }

  private static long lengthOf(SimulatedDisk disk, String path) throws IOException {
    try (DiskFile file = disk.open(path)) {
      return file.length();
    }
  }

  @Test
  void aWriteThatDiedHalfWayIsCutOffAndTheLogGoesOn() throws IOException {
    for (long seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      LogFixture fixture = new LogFixture(seed);
      SimulatedDisk disk = new SimulatedDisk(random::nextLong);
      ShardLog log = ShardLog.open(disk, "shard", LogFixture.OPTIONS);
      log.append(fixture.record());
      log.write();
      log.append(fixture.record());
      log.append(fixture.record());
      disk.tearNextWrite();
      assertThrows(IOException.class, log::write);
      ShardLog recovered = ShardLog.open(disk.kill(), "shard", LogFixture.OPTIONS);
      assertTrue(recovered.appended() >= 1, "seed " + seed);
      recovered.append(fixture.record());
      recovered.close();
    }
  }

  @Test
  void aMisdirectedWriteIsDetectedOnceALaterBatchSaysThatItWasSynced() throws IOException {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      LogFixture fixture = new LogFixture(seed);
      SimulatedDisk disk = new SimulatedDisk(random::nextLong);
      ShardLog log = ShardLog.open(disk, "shard", LogFixture.OPTIONS);
      int batches = 2 + random.nextInt(6);
      int misdirected = random.nextInt(batches);
      for (int batch = 0; batch < batches; batch++) {
        for (int i = random.nextInt(4); i >= 0; i--) {
          log.append(fixture.record());
        }
        if (batch == misdirected) {
          disk.misdirectNextWrite();
        }
        log.write();
        log.sync();
      }
      // A misdirected write of a whole batch to its own place is no fault; the rest must be seen.
      log.close();
      long records = log.appended();
      SimulatedDisk after = random.nextBoolean() ? disk.crash() : disk.kill();
      List<LogRecord> found;
      try {
        found = LogFixture.contents(ShardLog.open(after, "shard", LogFixture.OPTIONS), 1);
      } catch (DamagedFileException e) {
        continue;
      }
      assertEquals(records, found.size(), "seed " + seed + ": records vanished silently");
    }
  }

  @Test
  void aMissingSegmentIsDamage() throws IOException {
    LogFixture fixture = new LogFixture(1);
    SimulatedDisk disk = new SimulatedDisk(() -> 1);
    ShardLog log = ShardLog.open(disk, "shard", LogFixture.OPTIONS);
    for (int i = 0; i < 40; i++) {
      log.append(fixture.record());
      log.write();
    }
    log.close();
    List<String> paths = disk.paths();
    assertTrue(paths.size() > 3);
    disk.delete(paths.get(1));
    assertThrows(DamagedFileException.class, () -> readAll(disk));
  }

  @Test
  void whatAJournalKnowsToBeDurableIsNotTakenForATornTail() throws IOException {
    LogFixture fixture = new LogFixture(1);
    SimulatedDisk disk = new SimulatedDisk(() -> 1);
    ShardLog log = ShardLog.open(disk, "shard", LogFixture.OPTIONS);
    log.append(fixture.record());
    log.write();
    String path = disk.paths().getFirst();
    long durable = lengthOf(disk, path);
    log.append(fixture.record());
    log.write();
    try (DiskFile file = disk.open(path)) {
      file.write(durable - 1, ByteBuffer.allocate((int) (file.length() - durable + 1)));
      file.sync();
    }
    SimulatedDisk after = disk.crash();
    DurableEnd known = new DurableEnd(0, Map.of(path, durable), false);
    assertThrows(
        DamagedFileException.class, () -> ShardLog.open(after, "shard", LogFixture.OPTIONS, known));
    assertEquals(0, readAll(after), "nobody else knows");
  }

  @Test
  void aLostHeaderIsNoTornTailWhereNoPowerCutCame() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(() -> 1);
    ShardLog log = ShardLog.open(disk, "shard", LogFixture.OPTIONS);
    log.append(new LogFixture(1).record());
    log.write();
    SimulatedDisk after = disk.kill();
    try (DiskFile file = after.open(after.paths().getFirst())) {
      file.write(0, ByteBuffer.allocate(256));
    }
    DurableEnd known = new DurableEnd(0, Map.of(), true);
    assertThrows(
        DamagedFileException.class, () -> ShardLog.open(after, "shard", LogFixture.OPTIONS, known));
  }

  @Test
  void bytesOfAnotherLogAreNotTakenForTheirOwn() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(() -> 1);
    ShardLog log = ShardLog.open(disk, "shard", LogFixture.OPTIONS);
    log.append(new LogFixture(1).record());
    log.close();
    String path = disk.paths().getFirst();
    ByteBuffer bytes = ByteBuffer.allocate((int) lengthOf(disk, path));
    try (DiskFile file = disk.open(path);
        DiskFile copy = disk.create(path.replace("shard", "other"))) {
      file.read(0, bytes);
      copy.write(0, bytes.flip());
    }
    LogOptions options = new LogOptions(new ShardId(4), LogFixture.SELF, 4_096, 0);
    assertThrows(DamagedFileException.class, () -> ShardLog.open(disk, "other", options));
  }
}
