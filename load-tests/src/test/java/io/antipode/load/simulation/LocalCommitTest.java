package io.antipode.load.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.replication.log.CommitPath;
import io.antipode.replication.log.Durability;
import io.antipode.replication.log.LocalCommit;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.ShardLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Acknowledged means kept, in each durability mode; and a disk that failed acknowledges nothing.
 */
final class LocalCommitTest {
  private static final class Node {
    final World world;
    final SimulatedLoop loop;
    final SimulatedDisk disk;
    final ShardLog log;
    final LocalCommit commit;
    final LogFixture fixture;
    final List<LogRecord> given = new ArrayList<>();
    long acknowledged;
    long unknown;
    @Nullable Exception fatal;
    int fatalCalls;

    Node(long seed, Durability durability) throws IOException {
      world = new World(seed);
      loop = new SimulatedLoop(world);
      disk = new SimulatedDisk(world.random()::nextLong);
      log = ShardLog.open(disk, "shard", LogFixture.OPTIONS);
      fixture = new LogFixture(seed);
      commit =
          new LocalCommit(
              log,
              loop,
              durability,
              cause -> {
                fatal = cause;
                fatalCalls++;
              });
    }

    void commitOne() {
      loop.execute(this::commitNow);
    }

    private void commitNow() {
      LogRecord record = fixture.record();
      given.add(record);
      commit.commit(
          record,
          new CommitPath.Committed() {
            @Override
            public void committed(long position) {
              assertEquals(acknowledged + 1, position);
              assertEquals(0, unknown, "after a failure nothing is committed");
              acknowledged = position;
            }

            @Override
            public void unknown() {
              unknown++;
            }
          });
    }

    void writeForMs(int durationMs) {
      for (int i = 0; i < durationMs; i++) {
        int count = world.random().nextInt(4);
        long atNs = world.nowNs() + world.random().nextLong(durationMs * 1_000_000L);
        world.at(
            atNs,
            () ->
                loop.execute(
                    () -> {
                      for (int each = 0; each < count; each++) {
                        commitNow();
                      }
                    }));
      }
      world.runMs(durationMs);
    }
  }

  @Test
  void whatWasAcknowledgedAfterFsyncSurvivesAPowerCut() throws IOException {
    for (long seed = 0; seed < 200; seed++) {
      Node node = new Node(seed, Durability.FSYNC);
      node.writeForMs(5 + node.world.random().nextInt(150));
      node.loop.stop();
      assertKept(node, node.disk.crash(), seed);
    }
  }

  @Test
  void whatWasAcknowledgedAfterTheWriteSurvivesAKill() throws IOException {
    for (long seed = 0; seed < 200; seed++) {
      Node node = new Node(seed, Durability.OS);
      node.writeForMs(5 + node.world.random().nextInt(150));
      node.loop.stop();
      assertKept(node, node.disk.kill(), seed);
    }
  }

  private static void assertKept(Node node, SimulatedDisk left, long seed) throws IOException {
    ShardLog recovered = ShardLog.open(left, "shard", LogFixture.OPTIONS);
    List<LogRecord> found = LogFixture.contents(recovered, 1);
    assertTrue(found.size() >= node.acknowledged, "seed " + seed);
    assertTrue(LogFixture.sameRecords(node.given.subList(0, found.size()), found), "seed " + seed);
  }

  @Test
  void everythingIsAcknowledgedInTheEndAndSharesItsSyncs() throws IOException {
    Node node = new Node(1, Durability.FSYNC);
    node.writeForMs(300);
    node.world.runMs(100);
    assertEquals(node.given.size(), node.acknowledged);
    assertEquals(0, node.commit.pendingBytes());
    assertTrue(node.disk.syncs() < node.given.size(), "one sync covers many writes");
  }

  @Test
  void afterAFailedSyncNothingIsAcknowledgedAndNothingTriedAgain() throws IOException {
    Node node = new Node(2, Durability.FSYNC);
    node.writeForMs(50);
    node.disk.failNextSync();
    node.commitOne();
    node.world.runMs(100);
    long acknowledged = node.acknowledged;
    long syncs = node.disk.syncs();
    assertTrue(acknowledged < node.given.size());
    node.writeForMs(50);
    assertEquals(acknowledged, node.acknowledged);
    assertEquals(syncs, node.disk.syncs());
    assertEquals(1, node.fatalCalls);
    assertEquals(node.given.size() - acknowledged, node.unknown, "everyone else is told");
  }

  @Test
  void aNoteCostsNoSyncAndIsLoggedBeforeItIsActedOn() throws IOException {
    Node node = new Node(6, Durability.FSYNC);
    boolean[] passed = new boolean[1];
    long syncs = node.disk.syncs();
    node.loop.execute(
        () -> {
          node.commit.note(new LogRecord.Told(5));
          node.commit.afterCommit(() -> passed[0] = node.log.written() == 1);
        });
    node.world.runMs(100);
    assertTrue(passed[0]);
    assertEquals(syncs, node.disk.syncs());
    assertEquals(0, node.log.synced());
    node.commitOne();
    node.acknowledged = 1; // The note's position goes with the write's sync.
    node.world.runMs(100);
    assertEquals(2, node.log.synced());
  }

  @Test
  void notesThatGatherAreSyncedBeforeTheyAreManyInMemory() throws IOException {
    Node node = new Node(7, Durability.FSYNC);
    for (int i = 0; i < 10_000; i++) {
      long hlc = i;
      node.loop.execute(() -> node.commit.note(new LogRecord.Told(hlc)));
    }
    node.world.runMs(100);
    assertTrue(node.log.synced() > 0);
    assertTrue(node.commit.pendingBytes() <= 64 << 10);
  }

  @Test
  void aFullDiskIsFatal() throws IOException {
    Node node = new Node(3, Durability.OS);
    node.disk.capacityBytes(2_000);
    node.writeForMs(50);
    assertEquals(1, node.fatalCalls);
    assertTrue(node.acknowledged < node.given.size());
  }

  @Test
  void aCallbackThatThrowsKeepsNobodyWaiting() throws IOException {
    for (Durability durability : Durability.values()) {
      Node node = new Node(6, durability);
      List<String> heard = new ArrayList<>();
      node.loop.execute(
          () -> {
            node.commit.commit(node.fixture.record(), then(() -> throwing("first")));
            node.commit.commit(node.fixture.record(), then(() -> heard.add("second")));
            node.commit.afterCommit(() -> throwing("barrier"));
            node.commit.afterCommit(() -> heard.add("behind the barrier"));
          });
      assertEquals("first", thrownBy(node));
      assertEquals("barrier", thrownBy(node));
      node.world.runMs(50);
      assertEquals(List.of("second", "behind the barrier"), heard);
      assertNull(node.fatal);
    }
  }

  private static void throwing(String what) {
    throw new IllegalStateException(what);
  }

  private static @Nullable String thrownBy(Node node) {
    return assertThrows(IllegalStateException.class, () -> node.world.runMs(50)).getMessage();
  }

  @Test
  void readersSeeOnlyWhatIsCommitted() throws IOException {
    Node node = new Node(4, Durability.FSYNC);
    node.loop.execute(
        () -> {
          node.commitNow();
          assertEquals(0, node.log.committed());
        });
    node.world.runMs(20);
    assertEquals(1, LogFixture.contents(node.log, 1).size());
  }

  @Test
  void barriersFollowTheCommitsBeforeThemAndNothingElse() throws IOException {
    Node node = new Node(5, Durability.OS);
    boolean[] passed = new boolean[3];
    node.loop.execute(
        () -> {
          node.commitNow();
          node.commit.afterCommit(() -> passed[0] = node.acknowledged == 1);
          node.commit.afterSync(() -> passed[1] = node.log.synced() == 1);
          assertFalse(passed[0], "never from within the call");
        });
    node.world.runMs(50);
    assertTrue(passed[0]);
    assertTrue(passed[1]);
    node.loop.execute(
        () -> {
          node.commit.afterCommit(() -> passed[2] = true);
          assertFalse(passed[2], "never from within the call");
        });
    node.world.runMs(10);
    assertTrue(passed[2]);
    assertNull(node.fatal);
  }

  private static CommitPath.Committed then(Runnable committed) {
    return new CommitPath.Committed() {
      @Override
      public void committed(long position) {
        committed.run();
      }

      @Override
      public void unknown() {
        throw new AssertionError("the disk failed");
      }
    };
  }
}
