package io.antipode.node.storage.streams;

import static io.antipode.node.storage.streams.StreamWorld.LOUD;
import static io.antipode.node.storage.streams.StreamWorld.QUIET;
import static io.antipode.node.storage.streams.StreamWorld.catalog;
import static io.antipode.node.storage.streams.StreamWorld.record;
import static io.antipode.node.storage.streams.StreamWorld.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.placement.ShardId;
import io.antipode.node.storage.HandLoop;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.log.LogOptions;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.memory.MemoryShare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamReadsTest {
  private static final int SEGMENT_BYTES = 1 << 20;
  private static final int BYTES = 200;

  @TempDir Path folder;
  private final HandLoop loop = new HandLoop();
  private final StreamIndex index = new StreamIndex();
  private final MemoryShare share = new MemoryShare(5L << 20);
  private ShardLog log;
  private StreamReads reads;

  @BeforeEach
  void aLogOfTwoStreams() throws IOException {
    open(0);
    index.onCatalog(catalog(), 1);
  }

  /**
   * @param tailBytes what of the log stays in memory
   */
  private void open(int tailBytes) throws IOException {
    LogOptions options = new LogOptions(new ShardId(0), StreamWorld.HERE, SEGMENT_BYTES, tailBytes);
    log = ShardLog.open(new FileDisk(folder), "log", options);
    reads = new StreamReads(log, loop, index, share);
  }

  private void write(StreamId stream, int count, int bytes) throws IOException {
    for (int i = 0; i < count; i++) {
      long position = log.append(new LogRecord.Write(record(stream, log.appended(), bytes)));
      log.write();
      log.commitUpTo(position);
      index.note(position, record(stream, position, bytes));
    }
  }

  private void write(StreamId stream, int count) throws IOException {
    write(stream, count, BYTES);
  }

  private CompletableFuture<StreamAnswer> ask(StreamId stream, long from, int limit) {
    return reads.read(new StreamQuery(stream, StreamViewType.NEW_IMAGE, from, limit));
  }

  private StreamAnswer.Page page(StreamId stream, long from, int limit) {
    CompletableFuture<StreamAnswer> answer = ask(stream, from, limit);
    loop.run();
    return assertInstanceOf(StreamAnswer.Page.class, answer.join());
  }

  private static List<Long> positions(StreamAnswer.Page page) {
    return page.entries().stream().map(StreamEntry::position).toList();
  }

  @Test
  void aQuietStreamIsReadAtTheCostOfItsOwnRecords() throws IOException {
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      write(LOUD, 2_000);
      write(QUIET, 1);
      expected.add(log.committed());
    }
    write(LOUD, 2_000);
    StreamAnswer.Page page = page(QUIET, StreamQuery.OLDEST, 1_000);
    assertEquals(expected, positions(page), "in one page");
    assertEquals(log.committed() + 1, page.nextPosition());
    assertTrue(
        page.lookedAtBytes() <= 10 * (32 << 10),
        page.lookedAtBytes() + " bytes of " + log.bytes() + " for ten records");
  }

  @Test
  void aStreamThatIsNewCostsNothing() throws IOException {
    index.onCatalog(catalog(table(LOUD, 0)), 1);
    write(LOUD, 10_000);
    index.onCatalog(catalog(), log.appended() + 1);
    StreamAnswer.Page page = page(QUIET, StreamQuery.OLDEST, 1_000);
    assertEquals(List.of(), page.entries());
    assertEquals(log.committed() + 1, page.nextPosition());
    assertEquals(0, page.lookedAtBytes());
  }

  @Test
  void filesAreReadAwayFromTheLoopAndMemoryAtOnce() throws IOException {
    write(QUIET, 10);
    CompletableFuture<StreamAnswer> fromFiles = ask(QUIET, 1, 1_000);
    assertFalse(fromFiles.isDone(), "the loop reads no file");
    loop.run();
    assertTrue(fromFiles.isDone());
    log.close();
    open(1 << 20);
    write(QUIET, 10);
    assertTrue(ask(QUIET, 11, 1_000).isDone());
  }

  @Test
  void aPageHoldsAsManyRecordsAsAskedForAndTheNextGoesOn() throws IOException {
    write(QUIET, 25);
    StreamAnswer.Page first = page(QUIET, StreamQuery.OLDEST, 20);
    assertEquals(20, first.entries().size());
    StreamAnswer.Page second = page(QUIET, first.nextPosition(), 20);
    assertEquals(List.of(21L, 22L, 23L, 24L, 25L), positions(second));
    assertEquals(List.of(), positions(page(QUIET, second.nextPosition(), 20)));
  }

  @Test
  void aPageHoldsAMegabyteAndALargerRecordComesAlone() throws IOException {
    write(QUIET, 5, 400_000);
    write(QUIET, 1, 1_100_000);
    List<Integer> sizes = new ArrayList<>();
    long position = StreamQuery.OLDEST;
    while (position <= log.committed()) {
      StreamAnswer.Page page = page(QUIET, position, 1_000);
      sizes.add(page.entries().size());
      position = page.nextPosition();
    }
    assertEquals(List.of(2, 2, 1, 1), sizes);
  }

  @Test
  void theWorkOfOnePageIsBoundedAlsoWhereNothingIsKnown() throws IOException {
    write(LOUD, 40_000);
    write(QUIET, 1);
    StreamIndex nothingKnown = new StreamIndex();
    nothingKnown.recovering(catalog(), 1, log.committed());
    nothingKnown.recovered(catalog());
    reads = new StreamReads(log, loop, nothingKnown, share);
    int pages = 0;
    List<Long> found = new ArrayList<>();
    for (long at = StreamQuery.OLDEST; at <= log.committed(); pages++) {
      StreamAnswer.Page page = page(QUIET, at, 1_000);
      assertTrue(page.lookedAtBytes() < 5 << 20, page.lookedAtBytes() + " bytes");
      assertTrue(page.nextPosition() > at);
      found.addAll(positions(page));
      at = page.nextPosition();
    }
    assertEquals(List.of(40_001L), found);
    assertTrue(pages > 1);
  }

  @Test
  void aPlaceInAFileIsFoundOnceAndThenKnown() throws IOException {
    write(LOUD, 3_500);
    write(QUIET, 1);
    log.close();
    open(0);
    StreamAnswer.Page first = page(QUIET, 3_501, 1);
    StreamAnswer.Page again = page(QUIET, 3_501, 1);
    assertEquals(List.of(3_501L), positions(first));
    assertEquals(List.of(3_501L), positions(again));
    assertTrue(again.lookedAtBytes() <= 32 << 10, again.lookedAtBytes() + " bytes");
  }

  @Test
  void aStreamThatIsOffEndsForItsReaders() throws IOException {
    write(QUIET, 3);
    index.onCatalog(catalog(table(LOUD, 0), table(QUIET, 5)), 4).forEach(index::close);
    write(LOUD, 1_000);
    StreamAnswer.Page first = page(QUIET, StreamQuery.OLDEST, 2);
    assertFalse(first.ended());
    StreamAnswer.Page last = page(QUIET, first.nextPosition(), 2);
    assertEquals(List.of(3L), positions(last));
    assertTrue(last.ended());
    assertEquals(4, last.nextPosition(), "it stands still while others write");
  }

  @Test
  void whatWasDroppedIsTrimmed() throws IOException {
    write(QUIET, 10_000);
    log.dropBefore(9_000).run();
    index.dropBefore(log.firstPosition());
    assertTrue(log.firstPosition() > 1);
    assertEquals(new StreamAnswer.Trimmed(), ask(QUIET, 1, 10).join());
    assertEquals(log.firstPosition(), positions(page(QUIET, StreamQuery.OLDEST, 10)).getFirst());
  }

  @Test
  void pagesThatWaitForFilesAreHeldAsFarAsThereIsMemory() throws IOException {
    write(QUIET, 10_000);
    CompletableFuture<StreamAnswer> first = ask(QUIET, 1, 10);
    CompletableFuture<StreamAnswer> second = ask(QUIET, 1, 10);
    assertEquals(new StreamAnswer.NoMemory(), ask(QUIET, 1, 10).join());
    loop.run();
    assertEquals(10, ((StreamAnswer.Page) first.join()).entries().size());
    assertEquals(10, ((StreamAnswer.Page) second.join()).entries().size());
    assertEquals(0, share.usedBytes());
    assertEquals(1, positions(page(QUIET, 1, 10)).getFirst());
  }

  @Test
  void damageIsSaidAndNothingWaitsForEver() throws IOException {
    write(QUIET, 100);
    damageTheFirstSegment();
    CompletableFuture<StreamAnswer> answer = ask(QUIET, 1, 1_000);
    loop.run();
    ExecutionException failure = assertThrows(ExecutionException.class, answer::get);
    assertInstanceOf(DamagedFileException.class, failure.getCause());
  }

  private void damageTheFirstSegment() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("log"))) {
      Path segment = files.sorted().findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(segment);
      bytes[bytes.length / 2] ^= 1;
      Files.write(segment, bytes);
    }
  }
}
