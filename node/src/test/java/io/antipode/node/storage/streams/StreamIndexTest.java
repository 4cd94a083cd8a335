package io.antipode.node.storage.streams;

import static io.antipode.node.storage.streams.Extents.FIRST_JOIN_BYTES;
import static io.antipode.node.storage.streams.StreamWorld.LOUD;
import static io.antipode.node.storage.streams.StreamWorld.QUIET;
import static io.antipode.node.storage.streams.StreamWorld.catalog;
import static io.antipode.node.storage.streams.StreamWorld.record;
import static io.antipode.node.storage.streams.StreamWorld.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.replication.log.LogSlice.Span;
import io.antipode.replication.mutation.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StreamIndexTest {
  private static final int BYTES = 100;
  private final StreamIndex index = new StreamIndex();

  /** The catalog is known, nothing is written. */
  private static StreamIndex fresh(int maxSpans) {
    StreamIndex fresh = new StreamIndex(maxSpans);
    fresh.onCatalog(catalog(), 1);
    return fresh;
  }

  private static List<Span> spans(StreamIndex index, StreamId id) {
    List<Span> spans = new ArrayList<>();
    for (Span span = index.next(List.of(id), 1);
        span != null;
        span = index.next(List.of(id), span.last() + 1)) {
      spans.add(span);
    }
    return spans;
  }

  private void write(StreamId id, long from, long to) {
    for (long position = from; position <= to; position++) {
      index.note(position, record(id, position, BYTES));
    }
  }

  @Test
  void aQuietStreamHasASpanForEachRecordAndALoudOneForAll() {
    index.onCatalog(catalog(), 1);
    write(LOUD, 1, 399);
    write(QUIET, 400, 400);
    write(LOUD, 401, 799);
    write(QUIET, 800, 800);
    write(LOUD, 801, 900);
    assertEquals(List.of(new Span(1, 900)), spans(index, LOUD));
    assertEquals(List.of(new Span(400, 400), new Span(800, 800)), spans(index, QUIET));
    assertEquals(new Span(800, 800), index.next(List.of(QUIET), 401));
    assertNull(index.next(List.of(QUIET), 801));
  }

  @Test
  void whatChangedNothingIsNoRecord() {
    index.onCatalog(catalog(), 1);
    index.note(1, record(QUIET, 1, BYTES, Mutation.UNCHANGED | Mutation.HAD_OLD));
    index.note(
        2,
        new Mutation(
            record(QUIET, 2, 0).key(),
            record(QUIET, 2, 0).version(),
            null,
            null,
            QUIET.epochMs(),
            0));
    assertEquals(List.of(), spans(index, QUIET));
  }

  @Test
  void memoryIsBoundedAndEveryRecordIsStillInASpan() {
    SplittableRandom random = new SplittableRandom(7);
    StreamIndex bounded = fresh(16);
    List<Long> quiet = new ArrayList<>();
    for (long position = 1; position <= 20_000; position++) {
      boolean isQuiet = random.nextInt(50) == 0;
      bounded.note(position, record(isQuiet ? QUIET : LOUD, position, BYTES));
      if (isQuiet) {
        quiet.add(position);
      }
    }
    List<Span> spans = spans(bounded, QUIET);
    assertTrue(spans.size() + spans(bounded, LOUD).size() <= 16, spans.toString());
    for (long position : quiet) {
      assertTrue(
          spans.stream().anyMatch(span -> span.first() <= position && position <= span.last()),
          position + " in " + spans);
    }
  }

  @Test
  void aStreamBeginsWhereTheShardHeardOfIt() {
    index.onCatalog(catalog(table(LOUD, 0)), 1);
    write(LOUD, 1, 100);
    assertEquals(new StreamRange(101, 101, 0, false), index.range(QUIET, 1), "not heard of");
    index.onCatalog(catalog(), 101);
    write(LOUD, 101, 200);
    assertEquals(new StreamRange(101, 201, 0, false), index.range(QUIET, 1));
    assertEquals(new StreamRange(1, 201, 0, false), index.range(LOUD, 1));
  }

  @Test
  void aStreamThatIsOffEndsWithItsLastRecord() {
    index.onCatalog(catalog(), 1);
    write(QUIET, 1, 10);
    write(LOUD, 11, 20);
    List<StreamId> off = index.onCatalog(catalog(table(LOUD, 0), table(QUIET, 5)), 23);
    assertEquals(List.of(QUIET), off);
    // In flight when the shard heard of it.
    write(QUIET, 21, 22);
    off.forEach(index::close);
    write(LOUD, 23, 500);
    assertEquals(new StreamRange(1, 23, 0, true), index.range(QUIET, 1));
    index.dropBefore(400);
    assertEquals(new StreamRange(23, 23, 400, true), index.range(QUIET, 400));
    assertEquals(List.of(), index.onCatalog(catalog(table(QUIET, 5)), 501), "closed already");
  }

  @Test
  void whatNobodyLookedAtIsASpanOfEveryStream() {
    StreamIndex found = new StreamIndex();
    found.recovering(catalog(), 20, 50);
    found.note(51, record(LOUD, 51, BYTES));
    found.note(52, record(LOUD, 52, FIRST_JOIN_BYTES));
    found.note(90, record(QUIET, 90, BYTES));
    found.recovered(catalog());
    assertEquals(new Span(20, 50), found.next(List.of(QUIET), 1));
    assertEquals(new Span(30, 52), found.next(List.of(LOUD), 30));
    assertEquals(new StreamRange(20, 91, 20, false), found.range(QUIET, 20));
  }

  @Test
  void afterAReadOfTheWholeLogAStreamBeginsWithItsFirstRecord() {
    StreamIndex found = new StreamIndex();
    found.recovering(catalog(), 1, 0);
    found.note(1, record(LOUD, 1, BYTES));
    found.note(2, record(QUIET, 2, BYTES));
    found.note(3, record(LOUD, 3, BYTES));
    found.recovered(catalog(table(LOUD, 0), table(QUIET, 5)));
    assertEquals(new StreamRange(2, 3, 0, true), found.range(QUIET, 1));
    assertEquals(new StreamRange(1, 4, 0, false), found.range(LOUD, 1));
  }

  @Test
  void whatIsDroppedFromTheLogCanNotBeAskedFor() {
    index.onCatalog(catalog(), 1);
    write(QUIET, 1, 100);
    index.dropBefore(60);
    StreamRange range = index.range(QUIET, 60);
    assertEquals(new StreamRange(60, 101, 60, false), range);
    assertTrue(range.isTrimmed(59));
    assertFalse(range.isTrimmed(60));
    assertEquals(List.of(new Span(60, 100)), spans(index, QUIET));
  }

  @Test
  void aStreamThatTheCatalogForgotIsForgotten() {
    index.onCatalog(catalog(), 1);
    write(QUIET, 1, 100);
    index.onCatalog(catalog(table(LOUD, 0)), 101);
    assertNull(index.next(List.of(QUIET), 1));
  }
}
