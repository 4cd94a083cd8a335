package io.antipode.load.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.placement.ShardId;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.journal.JournalRecovery;
import io.antipode.replication.journal.SyncJournal;
import io.antipode.replication.log.CommitPath;
import io.antipode.replication.log.Durability;
import io.antipode.replication.log.LocalCommit;
import io.antipode.replication.log.LogOptions;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.ShardLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several shards commit by one journal, whose ring goes round many times. */
final class SyncJournalTest {
  private static final int SHARDS = 5;
  private static final int JOURNAL_BYTES = 32 << 10;
  private static final LogOptions OPTIONS =
      new LogOptions(new ShardId(3), LogFixture.SELF, 16 << 10, 2_000);

  /** A shard's log and what its clients were told. */
  private static final class LoggingShard {
    final String folder;
    final SimulatedLoop loop;
    final ShardLog log;
    final CommitPath commits;
    final LogFixture fixture;
    final List<LogRecord> given = new ArrayList<>();
    long acknowledged;
    int failures;

    LoggingShard(Node node, int number) throws IOException {
      folder = "shard" + number;
      loop = node.loop();
      log = ShardLog.open(node.disk, folder, OPTIONS);
      fixture = new LogFixture(number);
      commits =
          LocalCommit.sharing(node.journal).over(log, loop, Durability.FSYNC, cause -> failures++);
    }

    void commitOne() {
      LogRecord record = fixture.record();
      given.add(record);
      commits.commit(
          record,
          new CommitPath.Committed() {
            @Override
            public void committed(long position) {
              assertEquals(acknowledged + 1, position);
              acknowledged = position;
            }

            @Override
            public void unknown() {}
          });
    }
  }

  private static final class Node {
    final World world;
    final SimulatedProcess process = SimulatedProcess.sound();
    final SyncJournal journal;
    final SimulatedDisk disk;
    final List<LoggingShard> shards = new ArrayList<>();
    @Nullable SimulatedDisk left;

    Node(long seed) throws IOException {
      world = new World(seed);
      disk = new SimulatedDisk(world.random()::nextLong);
      journal =
          Objects.requireNonNull(
              SyncJournal.begin(disk, loop(), world.random()::nextLong, JOURNAL_BYTES));
      for (int number = 0; number < SHARDS; number++) {
        shards.add(new LoggingShard(this, number));
      }
    }

    SimulatedLoop loop() {
      return new SimulatedLoop(world, process, world.random().split());
    }

    void writeForMs(int durationMs) {
      for (int i = 0; i < durationMs * 4; i++) {
        LoggingShard shard = shards.get(world.random().nextInt(SHARDS));
        long atNs = world.nowNs() + world.random().nextLong(durationMs * 1_000_000L);
        world.at(atNs, () -> shard.loop.execute(shard::commitOne));
      }
      world.runMs(durationMs);
    }

    void powerFailsInTheNextSync() {
      disk.beforeNextSync(
          () -> {
            process.die();
            left = disk.crash();
            throw new ProcessDied(new IOException("the power failed"));
          });
    }

    long acknowledged() {
      return shards.stream().mapToLong(shard -> shard.acknowledged).sum();
    }

    void close() {
      shards.forEach(
          shard ->
              shard.loop.execute(
                  () ->
                      shard.commits.afterSync(
                          () -> {
                            try {
                              shard.commits.close();
                            } catch (IOException e) {
                              throw new AssertionError(e);
                            }
                          })));
      world.runMs(100);
      journal.close(disk, failure -> assertEquals(null, failure));
      world.runMs(100);
    }
  }

  private static void assertKept(Node node, SimulatedDisk left, long seed) throws IOException {
    JournalRecovery.recover(left);
    assertKept(node.shards, left, seed);
  }

  private static void assertKept(List<LoggingShard> shards, SimulatedDisk left, long seed)
      throws IOException {
    for (LoggingShard shard : shards) {
      ShardLog recovered = ShardLog.open(left, shard.folder, OPTIONS);
      List<LogRecord> found = LogFixture.contents(recovered, 1);
      String what = "seed " + seed + ", " + shard.folder;
      assertTrue(found.size() >= shard.acknowledged, what);
      assertTrue(LogFixture.sameRecords(shard.given.subList(0, found.size()), found), what);
    }
  }

  @Test
  void whatWasAcknowledgedSurvivesAPowerCutAtAnyMoment() throws IOException {
    for (long seed = 0; seed < 150; seed++) {
      Node node = new Node(seed);
      node.writeForMs(5 + node.world.random().nextInt(150));
      if (seed % 2 == 0) {
        node.powerFailsInTheNextSync();
        node.writeForMs(20);
      }
      node.process.die();
      SimulatedDisk left = node.left;
      assertKept(node, left == null ? node.disk.crash() : left, seed);
    }
  }

  @Test
  void aPowerCutDuringRecoveryDoesNoHarm() throws IOException {
    for (long seed = 0; seed < 50; seed++) {
      Node node = new Node(seed);
      node.writeForMs(60);
      node.process.die();
      SimulatedDisk interrupted = node.disk.crash();
      SimulatedDisk[] left = new SimulatedDisk[1];
      interrupted.beforeNextSync(
          () -> {
            left[0] = interrupted.crash();
            throw new ProcessDied(new IOException("the power failed"));
          });
      assertThrows(ProcessDied.class, () -> JournalRecovery.recover(interrupted));
      assertKept(node, left[0], seed);
    }
  }

  /** One log is damaged, and the journal can't be taken over: the others need it all the same. */
  @Test
  void whatIsSalvagedOfAJournalKeepsTheOtherLogs() throws IOException {
    int refused = 0;
    for (long seed = 0; seed < 60; seed++) {
      Node node = new Node(seed);
      node.writeForMs(60);
      node.process.die();
      SimulatedDisk left = node.disk.crash();
      String damaged = node.shards.getFirst().folder;
      for (String name : left.list(damaged)) {
        try (DiskFile file = left.open(damaged + "/" + name)) {
          file.truncate(0);
        }
      }
      List<DamagedFileException> damages = new ArrayList<>();
      try {
        JournalRecovery.recover(left);
      } catch (DamagedFileException e) {
        assertTrue(e.file().startsWith(damaged), e.getMessage());
        JournalRecovery.salvage(left, damages::add);
        assertFalse(damages.isEmpty());
        refused++;
      }
      assertKept(node.shards.subList(1, node.shards.size()), left, seed);
    }
    assertTrue(refused > 10, refused + " times");
  }

  @Test
  void aJournalThatIsGoneIsMissed() throws IOException {
    Node node = new Node(4);
    node.writeForMs(60);
    node.process.die();
    SimulatedDisk left = node.disk.crash();
    left.delete(SyncJournal.PATH);

    assertThrows(DamagedFileException.class, () -> JournalRecovery.recover(left));
    JournalRecovery.salvage(left, damage -> {});
    assertEquals(0, JournalRecovery.recover(left).bytes());
  }

  @Test
  void shardsShareSyncs() throws IOException {
    Node node = new Node(1);
    node.writeForMs(200);
    node.world.runMs(50);
    long records = node.shards.stream().mapToLong(shard -> shard.given.size()).sum();
    assertEquals(records, node.acknowledged());
    assertTrue(node.disk.syncs() * 2 < records, node.disk.syncs() + " syncs of " + records);
  }

  @Test
  void whoBringsMoreThanARoundTakesSyncsAloneAndHoldsUpNobody() throws IOException {
    Node node = new Node(7);
    LoggingShard greedy = node.shards.getFirst();
    for (int i = 0; i < 400; i++) {
      node.world.at(
          i * 500_000L,
          () ->
              greedy.loop.execute(
                  () -> {
                    for (int each = 0; each < 20; each++) {
                      greedy.commitOne();
                    }
                  }));
    }
    node.writeForMs(200);
    node.world.runMs(20);
    long others = node.acknowledged() - greedy.acknowledged;
    long given = node.shards.stream().mapToLong(shard -> shard.given.size()).sum();
    assertEquals(given - greedy.given.size(), others);
    assertEquals(greedy.given.size(), greedy.acknowledged);
  }

  @Test
  void aFailedRoundIsFatalToEveryShardAndNotTriedAgain() throws IOException {
    Node node = new Node(2);
    node.writeForMs(10);
    node.world.runMs(200);
    node.disk.failNextSync();
    LoggingShard one = node.shards.getFirst();
    one.loop.execute(one::commitOne);
    node.world.runMs(50);
    long acknowledged = node.acknowledged();
    long syncs = node.disk.syncs();
    node.writeForMs(50);
    assertEquals(acknowledged, node.acknowledged());
    assertEquals(syncs, node.disk.syncs());
    node.shards.forEach(shard -> assertEquals(1, shard.failures));
  }

  @Test
  void aCleanStopLeavesNoJournal() throws IOException {
    Node node = new Node(3);
    node.writeForMs(100);
    node.close();
    assertFalse(node.disk.exists(SyncJournal.PATH));
    node.process.die();
    assertKept(node, node.disk.crash(), 3);
  }

  @Test
  void recoveryDropsTheJournalAndNeedsNone() throws IOException {
    Node node = new Node(4);
    node.writeForMs(50);
    node.process.die();
    SimulatedDisk left = node.disk.crash();
    JournalRecovery.recover(left);
    assertFalse(left.exists(SyncJournal.PATH));
    assertEquals(0, JournalRecovery.recover(left).bytes());
    assertKept(node, left.crash(), 4);
  }

  @Test
  void damageToWhatIsNeededIsNamed() throws IOException {
    Node node = new Node(5);
    node.writeForMs(8);
    node.world.runMs(200);
    node.process.die();
    SimulatedDisk left = node.disk.kill();
    try (DiskFile journal = left.open(SyncJournal.PATH)) {
      ByteBuffer some = ByteBuffer.allocate(1);
      journal.read(600, some);
      journal.write(600, some.put(0, (byte) ~some.get(0)).clear());
    }
    DamagedFileException damage =
        assertThrows(DamagedFileException.class, () -> JournalRecovery.recover(left));
    assertEquals(SyncJournal.PATH, damage.file());
  }

  @Test
  void aDiskWithoutRoomHasNoJournal() throws IOException {
    World world = new World(6);
    SimulatedDisk disk = new SimulatedDisk(world.random()::nextLong);
    disk.capacityBytes(JOURNAL_BYTES);
    assertEquals(null, SyncJournal.begin(disk, new SimulatedLoop(world), () -> 1, JOURNAL_BYTES));
  }
}
