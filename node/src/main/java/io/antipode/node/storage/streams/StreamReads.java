package io.antipode.node.storage.streams;

import io.antipode.replication.log.LogSlice;
import io.antipode.replication.log.LogSlice.Span;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.memory.MemoryShare;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.mutation.MutationCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of streams: at once what is in memory, in offloaded slices what is in files, so that
 * the shard's writes go on. On the shard's loop.
 *
 * <pre>
 *            ┌──────────────── the next span that the index names ◀─────────────┐
 *            ▼                                                                  │
 *   in memory: taken now ── or ── in files: a slice of up to 512 KB, offloaded ─┤
 *                                                                               ▼
 *                        no span left, the page full, or 4 MB looked at: answered
 * </pre>
 */
public final class StreamReads implements StreamShard {
  /** The most bytes of a page, as its consumer sees them; a larger record comes alone. */
  private static final int MAX_PAGE_BYTES = 1 << 20;

  /** How much of the log one page may look at. */
  private static final int MAX_LOOKED_AT_BYTES = 4 << 20;

  /** How much is read in one offload: syncs of the shard's writes wait for no more. */
  private static final int SLICE_BYTES = 512 << 10;

  private static final int MAX_SPANS_OF_SLICE = 64;

  /** What a page that waits for files may hold, its slice included. */
  private static final long HELD_BYTES = 2L * MAX_PAGE_BYTES;

  private final ShardLog log;
  private final EventLoop loop;
  private final StreamIndex index;
  private final MemoryShare share;

  /**
   * @param share counts what pages hold that wait for files
   */
  public StreamReads(ShardLog log, EventLoop loop, StreamIndex index, MemoryShare share) {
    this.log = log;
    this.loop = loop;
    this.index = index;
    this.share = share;
  }

  @Override
  public StreamRange range(StreamId stream) {
    assert loop.inLoop();
    return index.range(stream, log.firstPosition());
  }

  @Override
  public CompletableFuture<StreamAnswer> read(StreamQuery query) {
    assert loop.inLoop();
    StreamRange range = range(query.stream());
    long from = query.fromPosition();
    if (from != StreamQuery.OLDEST && range.isTrimmed(from)) {
      return CompletableFuture.completedFuture(new StreamAnswer.Trimmed());
    }
    long start = Math.min(Math.max(from, range.first()), range.next());
    Reading reading = new Reading(query, start, range.closed() ? range.next() : Long.MAX_VALUE);
    reading.goOn();
    return reading.answer;
  }

  /** One page being read. The loop and the slice that it waits for use it in turn. */
  private final class Reading implements LogSlice.Taker {
    final CompletableFuture<StreamAnswer> answer = new CompletableFuture<>();
    private final StreamQuery query;
    private final List<StreamId> streams;
    private final List<StreamEntry> entries = new ArrayList<>();
    private final long end;
    private long position;
    private long pageBytes;
    private long lookedAtBytes;
    private boolean full;
    private boolean held;

    /**
     * @param end of what the query's first stream shows: others may go on
     */
    Reading(StreamQuery query, long from, long end) {
      this.query = query;
      this.streams = query.streams();
      this.position = from;
      this.end = end;
    }

    void goOn() {
      while (!full && lookedAtBytes < MAX_LOOKED_AT_BYTES) {
        @Nullable Span span = next(position);
        if (span == null) {
          break;
        }
        if (span.first() < log.firstPosition()) {
          // Dropped while this page was read; whoever comes back for it is told.
          position = span.first();
          complete(false);
          return;
        }
        if (!log.isInMemory(span.first())) {
          offload(span);
          return;
        }
        position = log.visitInMemory(span, this::takeFromMemory);
      }
      complete(true);
    }

    private @Nullable Span next(long from) {
      Span span = index.next(streams, from);
      if (span == null || span.first() >= end) {
        return null;
      }
      return span.last() < end ? span : new Span(span.first(), end - 1);
    }

    private void offload(Span first) {
      if (!held) {
        held = share.tryTake(HELD_BYTES);
        if (!held) {
          answer.complete(new StreamAnswer.NoMemory());
          return;
        }
      }
      List<Span> spans = new ArrayList<>();
      for (@Nullable Span span = first;
          span != null && spans.size() < MAX_SPANS_OF_SLICE;
          span = next(span.last() + 1)) {
        spans.add(span);
      }
      LogSlice slice = log.slice(spans, SLICE_BYTES);
      loop.<@Nullable Long>offload(
          () -> slice.read(this),
          (reached, failure) -> {
            if (reached == null) {
              answer.completeExceptionally(
                  failure == null ? new IllegalStateException("no position") : failure);
              release();
              return;
            }
            slice.settle();
            position = reached;
            lookedAtBytes += slice.bytes();
            goOn();
          });
    }

    /** Who waited for the answer has made its own of it by now. */
    private void release() {
      if (held) {
        held = false;
        share.giveBack(HELD_BYTES);
      }
    }

    private boolean takeFromMemory(long at, Mutation mutation) {
      lookedAtBytes += MutationCodec.sizeOf(mutation);
      return take(at, mutation);
    }

    @Override
    public boolean take(long at, Mutation mutation) {
      if (full) {
        return false;
      }
      if (!isWanted(mutation) || !StreamEntry.isShown(mutation)) {
        return true;
      }
      StreamEntry entry = StreamEntry.of(at, mutation, query.view());
      long size = entry.sizeBytes();
      if (!entries.isEmpty() && pageBytes + size > MAX_PAGE_BYTES) {
        full = true;
        return false;
      }
      entries.add(entry);
      pageBytes += size;
      full = entries.size() == query.maxRecords();
      return true;
    }

    private boolean isWanted(Mutation mutation) {
      for (StreamId stream : streams) {
        if (stream.isOf(mutation)) {
          return true;
        }
      }
      return false;
    }

    /**
     * @param mayEnd whether nothing was left out on the way
     */
    private void complete(boolean mayEnd) {
      boolean ended = false;
      if (mayEnd && next(position) == null) {
        StreamRange range = range(query.stream());
        position = Math.max(position, range.next());
        ended = range.closed();
      }
      answer.complete(new StreamAnswer.Page(entries, position, ended, lookedAtBytes));
      release();
    }
  }
}
