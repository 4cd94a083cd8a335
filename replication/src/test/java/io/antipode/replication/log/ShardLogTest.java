package io.antipode.replication.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shard's log on a real disk: positions, segments, readers, cursors. */
final class ShardLogTest {
  private static final Region SELF = new Region("eu-west-1");
  private static final Region PEER = new Region("us-east-1");
  private static final LogOptions OPTIONS = new LogOptions(new ShardId(3), SELF, 4_096, 1_000);

  @TempDir Path folder;
  private FileDisk disk;

  @BeforeEach
  void openDisk() throws IOException {
    disk = new FileDisk(folder);
  }

  private ShardLog open() throws IOException {
    return ShardLog.open(disk, "log", OPTIONS);
  }

  private static LogRecord record(long hlc, Region origin, int imageBytes, int flags) {
    return new LogRecord.Write(
        new Mutation(new byte[8], new Version(hlc, origin), new byte[imageBytes], null, 0, flags));
  }

  /** Own writes at times 10, 20, 30, …, each followed by a peer's one above it. */
  private static ShardLog filled(ShardLog log, int pairs) throws IOException {
    long next = log.lastOwnHlc() / 10 + 1;
    for (long i = next; i < next + pairs; i++) {
      log.append(record(i * 10, SELF, 200, 0));
      log.append(record(i * 10 + 5, PEER, 200, 0));
      log.write();
      log.commitUpTo(log.written());
    }
    return log;
  }

  private static List<Long> read(LogReader reader, int maxBytes) throws IOException {
    List<Long> times = new ArrayList<>();
    reader.read(maxBytes, (position, record) -> times.add(LogRecord.hlcOf(record)));
    return times;
  }

  @Test
  void positionsAreDenseAndGoOnAfterARestart() throws IOException {
    try (ShardLog log = open()) {
      assertEquals(1, log.append(record(1, SELF, 10, 0)));
      assertEquals(2, log.append(record(2, SELF, 10, 0)));
    }
    try (ShardLog log = open()) {
      assertEquals(2, log.appended());
      assertEquals(2, log.synced());
      assertEquals(2, log.lastOwnHlc());
      assertEquals(3, log.append(record(3, SELF, 10, 0)));
    }
  }

  @Test
  void goldenBytesOfARecordAndAMark() throws IOException {
    ShardLog log = open();
    log.append(
        new LogRecord.Write(
            new Mutation(new byte[8], new Version(0x0a, SELF), new byte[] {7}, null, 0, 0)));
    log.close();
    byte[] file = Files.readAllBytes(folder.resolve("log/00000000000000000001.log"));
    assertEquals(256 + 74 + 20, file.length);
    assertEquals(
        "%s00000042" // checksum, length of what follows
                .formatted(hex(file, 256, 4))
            + "01000003" // kind, 0, shard
            + "0000000000000001" // position
            + "01090000000000000000000000000000".substring(0, 16)
            + "000000000000000a"
            + "0000000000000000"
            + "00000008"
            + "00000001"
            + "ffffffff"
            + "65752d776573742d31"
            + "0000000000000000"
            + "07",
        hex(file, 256, 74));
    assertEquals("0000000c020000030000000000000001", hex(file, 256 + 74 + 4, 16));
  }

  @Test
  void goldenBytesOfASegmentsHeader() {
    ByteBuffer bytes = new SegmentHeader(3, SELF, 1, 2, 3, 4, 5).encode();
    byte[] header = new byte[256];
    bytes.get(header);
    assertEquals(
        "414e5449504c4f47"
            + "00010003"
            + "09000000"
            + "0000000000000001"
            + "0000000000000002"
            + "0000000000000003"
            + "0000000000000004"
            + "0000000000000005"
            + "65752d776573742d31"
            + "00".repeat(59),
        hex(header, 0, 124));
    assertEquals(hex(header, 0, 128), hex(header, 128, 128), "two copies");
  }

  private static String hex(byte[] bytes, int offset, int length) {
    return HexFormat.of().formatHex(bytes, offset, offset + length);
  }

  @Test
  void aReaderFindsEverythingInSegmentsAndTail() throws IOException {
    ShardLog log = filled(open(), 50);
    assertTrue(disk.list("log").size() > 5, "many segments");
    for (long from = 1; from <= 101; from++) {
      try (LogReader reader = log.reader(from)) {
        List<Long> times = read(reader, Integer.MAX_VALUE);
        assertEquals(101 - from, times.size());
        assertEquals(101, reader.position());
      }
    }
  }

  @Test
  void aReaderStopsAtItsBytesAndGoesOnFromThere() throws IOException {
    ShardLog log = filled(open(), 50);
    LogReader reader = log.reader(1);
    List<Long> times = new ArrayList<>();
    int batches = 0;
    while (reader.position() <= log.committed()) {
      List<Long> batch = read(reader, 1_000);
      assertTrue(batch.size() <= 5);
      times.addAll(batch);
      batches++;
      if (batches == 10) {
        filled(log, 20);
      }
    }
    assertEquals(140, times.size());
    assertEquals(times.stream().sorted().toList(), times);
  }

  @Test
  void aReaderSeesOnlyWhatIsCommitted() throws IOException {
    ShardLog log = open();
    log.append(record(1, SELF, 10, 0));
    log.append(record(2, SELF, 10, 0));
    log.write();
    assertEquals(List.of(), read(log.reader(1), 1_000));
    log.commitUpTo(1);
    assertEquals(List.of(1L), read(log.reader(1), 1_000));
  }

  @Test
  void aPeersCursorFindsTheFirstOwnWriteAfterATime() throws IOException {
    ShardLog log = filled(open(), 100);
    checkCursors(log);
    log.close();
    checkCursors(open());
  }

  private static void checkCursors(ShardLog log) throws IOException {
    for (long hlc = 0; hlc < 1_000; hlc++) {
      assertEquals(2 * (hlc / 10) + 1, log.positionAfterOwn(hlc), "after " + hlc);
    }
    assertEquals(log.appended() + 1, log.positionAfterOwn(1_000));
  }

  @Test
  void whatCameOutOfOrderIsNotCountedAsOwn() throws IOException {
    ShardLog log = open();
    log.append(record(100, SELF, 10, 0));
    log.append(record(50, SELF, 10, Mutation.OUT_OF_ORDER));
    assertEquals(1, log.positionAfterOwn(40));
    assertEquals(3, log.positionAfterOwn(100));
  }

  @Test
  void anOwnTimeThatDoesNotIncreaseIsRefused() throws IOException {
    ShardLog log = open();
    log.append(record(100, SELF, 10, 0));
    assertThrows(IllegalStateException.class, () -> log.append(record(100, SELF, 10, 0)));
    assertEquals(1, log.appended());
  }

  @Test
  void droppedSegmentsAreGoneAndAPeerBeforeThemNeedsASeed() throws IOException {
    ShardLog log = filled(open(), 100);
    log.sync();
    long bytes = log.bytes();
    log.dropBefore(101).run();
    assertTrue(log.firstPosition() > 1 && log.firstPosition() <= 101);
    assertTrue(log.bytes() < bytes);
    assertEquals(-1, log.positionAfterOwn(10));
    assertEquals(2 * 60 + 1, log.positionAfterOwn(600));
    assertThrows(IllegalArgumentException.class, () -> log.reader(1).read(1, (p, m) -> true));
    log.close();
    ShardLog reopened = open();
    assertEquals(log.firstPosition(), reopened.firstPosition());
    assertEquals(-1, reopened.positionAfterOwn(10));
    assertEquals(200, reopened.appended());
  }

  @Test
  void dropsByTimeWhatNobodyNeedsAnyMore() throws IOException {
    ShardLog log = filled(open(), 100);
    long upTo = log.positionNotNewerThan(505);
    assertTrue(upTo > 1);
    log.dropBefore(upTo).run();
    read(log.reader(log.firstPosition()), 1)
        .forEach(hlc -> assertTrue(hlc <= 515, "nothing newer is gone"));
    assertTrue(log.positionAfterOwn(505) > 0);
  }

  @Test
  void anEmptyRunLeavesNoSegmentBehind() throws IOException {
    for (int i = 0; i < 5; i++) {
      open().close();
    }
    assertEquals(1, disk.list("log").size());
  }

  @Test
  void aLargeRecordGetsThrough() throws IOException {
    ShardLog log = open();
    log.append(record(1, SELF, 3 << 20, 0));
    log.append(record(2, SELF, 10, 0));
    log.close();
    ShardLog reopened = open();
    LogReader reader = reopened.reader(1);
    assertEquals(List.of(1L, 2L), read(reader, Integer.MAX_VALUE));
    assertFalse(reopened.hasUnsyncedSegments());
  }
}
