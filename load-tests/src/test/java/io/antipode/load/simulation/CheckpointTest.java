package io.antipode.load.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.CheckpointHeader;
import io.antipode.replication.checkpoint.CheckpointReader;
import io.antipode.replication.checkpoint.CheckpointSource;
import io.antipode.replication.checkpoint.CheckpointWriter;
import io.antipode.replication.checkpoint.Checkpoints;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.log.CommitPath;
import io.antipode.replication.log.Durability;
import io.antipode.replication.log.LocalCommit;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.LogState;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.log.Standing;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A checkpoint is there whole or not at all, and what is changed in it is named. */
final class CheckpointTest {
  private static final Region SELF = LogFixture.SELF;

  /** A shard that writes its entries as they are. */
  private static final LogState STATE =
      new LogState(Map.of(LogFixture.PEER, 55L), 3, Standing.SUSPECT, 44);

  private static final class Writing {
    final World world;
    final SimulatedLoop loop;
    final SimulatedDisk disk;
    final ShardLog log;
    final LocalCommit commit;
    @Nullable Checkpoint finished;
    @Nullable Exception failure;

    Writing(long seed) throws IOException {
      this(new World(seed), null);
    }

    Writing(World world, @Nullable SimulatedDisk found) throws IOException {
      this.world = world;
      loop = new SimulatedLoop(world);
      disk = found == null ? new SimulatedDisk(world.random()::nextLong) : found;
      log = ShardLog.open(disk, "shard/log", LogFixture.OPTIONS);
      commit = new LocalCommit(log, loop, Durability.OS, cause -> {});
    }

    CheckpointWriter write(long logPosition, List<Mutation> entries) {
      CheckpointHeader header =
          new CheckpointHeader(new ShardId(3), SELF, logPosition, 77, STATE, 99);
      return CheckpointWriter.start(
          disk,
          "shard/checkpoints",
          loop,
          commit,
          header,
          slices(entries),
          (checkpoint, wrong) -> {
            finished = checkpoint;
            failure = wrong;
          });
    }
  }

  private static CheckpointSource slices(List<Mutation> entries) {
    int[] next = new int[1];
    return sink -> {
      while (next[0] < entries.size() && !sink.isFull()) {
        sink.add(entries.get(next[0]++));
      }
      return next[0] < entries.size();
    };
  }

  private static List<Mutation> entries(int count, int imageBytes) {
    List<Mutation> entries = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(count);
    for (int i = 0; i < count; i++) {
      byte[] key = ByteBuffer.allocate(12).putLong(5).putInt(i).array();
      byte[] image = i % 7 == 0 ? null : new byte[random.nextInt(imageBytes)];
      entries.add(new Mutation(key, new Version(i, SELF), image, null, 0, 0));
    }
    return entries;
  }

  private static List<Checkpoint> list(SimulatedDisk disk) throws IOException {
    return Checkpoints.list(
        disk,
        "shard/checkpoints",
        damage -> {
          throw new AssertionError(damage);
        });
  }

  private static List<Mutation> read(SimulatedDisk disk, Checkpoint checkpoint) throws IOException {
    List<Mutation> found = new ArrayList<>();
    CheckpointReader.readAll(disk, checkpoint, found::add);
    return found;
  }

  @Test
  void whatWasWrittenIsReadWithItsHeader() throws IOException {
    for (int count : new int[] {0, 1, 10, 3_000}) {
      Writing writing = new Writing(count);
      List<Mutation> entries = entries(count, 400);
      writing.write(12, entries);
      writing.world.runMs(1_000);
      assertNull(writing.failure);
      Checkpoint found = list(writing.disk).getFirst();
      assertEquals(writing.finished, found);
      assertEquals(12, found.header().logPosition());
      assertEquals(77, found.header().ownHlc());
      assertEquals(STATE, found.header().state());
      assertEquals(count, found.entries());
      assertTrue(LogFixture.same(entries, read(writing.disk, found)));
    }
  }

  @Test
  void anEntryLargerThanABlockGetsThrough() throws IOException {
    Writing writing = new Writing(1);
    List<Mutation> entries =
        List.of(new Mutation(new byte[8], new Version(1, SELF), new byte[500_000], null, 0, 0));
    writing.write(1, entries);
    writing.world.runMs(100);
    assertTrue(LogFixture.same(entries, read(writing.disk, list(writing.disk).getFirst())));
  }

  @Test
  void aPowerCutLeavesTheWholeCheckpointOrNone() throws IOException {
    List<Mutation> entries = entries(1_500, 300);
    int whole = 0;
    for (long seed = 0; seed < 60; seed++) {
      Writing writing = new Writing(seed);
      writing.write(1, entries);
      writing.world.runMs(writing.world.random().nextInt(40));
      boolean reported = writing.finished != null;
      SimulatedDisk left = writing.disk.crash();
      List<Checkpoint> found = list(left);
      assertTrue(!reported || !found.isEmpty(), "a finished checkpoint was lost");
      if (!found.isEmpty()) {
        whole++;
        assertTrue(LogFixture.same(entries, read(left, found.getFirst())), "seed " + seed);
      }
      Checkpoints.deleteOld(left, "shard/checkpoints");
      assertEquals(found.size(), left.list("shard/checkpoints").size(), "nothing half is left");
    }
    assertTrue(whole > 5 && whole < 55, "the test reached both outcomes: " + whole);
  }

  @Test
  void theLogIsSyncedBeforeACheckpointHasItsName() throws IOException {
    Writing writing = new Writing(9);
    writing.loop.execute(
        () ->
            writing.commit.commit(
                new LogRecord.Write(entries(2, 10).get(1)), CommitPath.Committed.IGNORED));
    writing.world.runMs(1);
    assertEquals(0, writing.log.synced());
    writing.write(1, entries(5, 10));
    while (list(writing.disk).isEmpty()) {
      writing.world.runMs(1);
    }
    assertEquals(1, writing.log.synced());
  }

  @Test
  void everyFlippedBitIsDetectedAndNamed() throws IOException {
    Writing writing = new Writing(3);
    List<Mutation> entries = entries(12, 60);
    writing.write(1, entries);
    writing.world.runMs(100);
    String path = list(writing.disk).getFirst().path();
    long length = list(writing.disk).getFirst().lengthBytes();
    for (long offset = 0; offset < length; offset++) {
      int bit = writing.world.random().nextInt(8);
      writing.disk.flipBit(path, offset, bit);
      List<DamagedFileException> damaged = new ArrayList<>();
      List<Checkpoint> found = Checkpoints.list(writing.disk, "shard/checkpoints", damaged::add);
      if (found.isEmpty()) {
        assertEquals(path, damaged.getFirst().file());
      } else {
        Checkpoint checkpoint = found.getFirst();
        DamagedFileException thrown =
            assertThrows(DamagedFileException.class, () -> read(writing.disk, checkpoint));
        assertEquals(path, thrown.file());
        assertTrue(thrown.offset() <= offset);
      }
      writing.disk.flipBit(path, offset, bit);
    }
    assertTrue(LogFixture.same(entries, read(writing.disk, list(writing.disk).getFirst())));
  }

  @Test
  void aTruncatedFileIsDamaged() throws IOException {
    Writing writing = new Writing(4);
    writing.write(1, entries(50, 60));
    writing.world.runMs(100);
    Checkpoint checkpoint = list(writing.disk).getFirst();
    try (DiskFile file = writing.disk.open(checkpoint.path())) {
      file.truncate(checkpoint.lengthBytes() - 100);
    }
    List<DamagedFileException> damaged = new ArrayList<>();
    assertEquals(List.of(), Checkpoints.list(writing.disk, "shard/checkpoints", damaged::add));
    assertEquals(1, damaged.size());
  }

  @Test
  void theNewestTwoAreKept() throws IOException {
    Writing writing = new Writing(5);
    for (long position = 8; position <= 12; position++) {
      writing.write(position, entries(3, 10));
      writing.world.runMs(100);
    }
    Checkpoints.deleteOld(writing.disk, "shard/checkpoints");
    assertEquals(
        List.of(12L, 11L),
        list(writing.disk).stream().map(each -> each.header().logPosition()).toList());
  }

  @Test
  void aDiskThatFailsIsReportedAndACancelledOneLeavesNoCheckpoint() throws IOException {
    Writing failing = new Writing(6);
    failing.disk.failNextSync();
    failing.write(1, entries(3, 10));
    failing.world.runMs(100);
    assertNotNull(failing.failure);
    assertEquals(List.of(), list(failing.disk));
    Writing cancelled = new Writing(7);
    cancelled.write(1, entries(3_000, 400)).cancel();
    cancelled.world.runMs(1_000);
    assertNull(cancelled.failure);
    assertNull(cancelled.finished);
    assertEquals(List.of(), list(cancelled.disk));
  }
}
