package io.antipode.node.storage.streams;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.KinesisDestination;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.replication.log.LogSlice.Span;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.mutation.MutationCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where in a shard's log the records of each stream are. The log holds the changes of all tables;
 * without this a reader of a quiet table's stream would look through everything that loud tables
 * write. A view: it follows from the log, and knowing less only makes reading dearer, never wrong.
 *
 * <pre>
 *   log positions   1 ........ 400 ........ 800 ........ 1200
 *   loud table      ████████████████████████████████████████    one span
 *   quiet table              ▪        ▪▪              ▪         three
 *   unknown         ██████████                                  one, of every stream
 * </pre>
 *
 * <p>A stream of few records has a span for each of them, a busy one a few long ones ({@link
 * Extents}). Together they are bounded by {@link #MAX_SPANS}: beyond it the stream with the most is
 * made coarser. What nobody looked at, the log before the checkpoint that recovery began with, is a
 * span of every stream.
 *
 * <p>A stream begins where the shard heard of it, and ends with its last record once it is off.
 */
public final class StreamIndex {
  /** About 700 KB a shard at most. */
  static final int MAX_SPANS = 1 << 15;

  private final int maxSpans;
  private final Map<StreamId, Stream> streams = new HashMap<>();

  /** Nearly every record is of the same stream as the last. */
  private @Nullable Stream latest;

  /** The newest record that was noted. */
  private long through;

  private long notedBytes;
  private int spans;

  private static final class Stream {
    final StreamId id;
    final Extents extents;

    /** No record is before it; 0 where unknown. */
    long begin;

    /** Position of the newest record, dropped or not; 0 for none. */
    long last;

    /** {@link StreamIndex#notedBytes} after the newest record. */
    long bytesAtLast;

    boolean closed;

    /** It shows the records of the table's other streams too. */
    boolean shared;

    /** Recovery came upon it: {@link #begin} is the best guess so far. */
    boolean guessed;

    Stream(StreamId id, Extents extents, long begin) {
      this.id = id;
      this.extents = extents;
      this.begin = begin;
    }

    Stream(StreamId id, long begin) {
      this(id, new Extents(), begin);
    }

    long end() {
      return Math.max(begin, last + 1);
    }
  }

  /** One that knows nothing: of an empty log, until {@link #recovering} says otherwise. */
  public StreamIndex() {
    this(MAX_SPANS);
  }

  StreamIndex(int maxSpans) {
    this.maxSpans = maxSpans;
  }

  /** The newest position that is noted: readers see records up to it. */
  long through() {
    return through;
  }

  /** Takes the next committed record, of whichever table. */
  public void note(long position, Mutation mutation) {
    assert position > through : position + " after " + through;
    if (StreamEntry.isShown(mutation)) {
      Stream stream = of(mutation);
      int before = stream.extents.count();
      stream.extents.add(position, notedBytes - stream.bytesAtLast);
      notedBytes += MutationCodec.sizeOf(mutation);
      stream.bytesAtLast = notedBytes;
      stream.last = position;
      spans += stream.extents.count() - before;
      if (spans > maxSpans) {
        coarsen();
      }
    } else {
      notedBytes += MutationCodec.sizeOf(mutation);
    }
    through = position;
  }

  private Stream of(Mutation mutation) {
    Stream found = latest;
    if (found == null || !found.id.isOf(mutation)) {
      StreamId id = new StreamId(mutation.tableId(), mutation.streamEpochMs());
      found = streams.computeIfAbsent(id, any -> new Stream(any, through + 1));
      latest = found;
    }
    return found;
  }

  private void coarsen() {
    Stream largest =
        streams.values().stream()
            .max(Comparator.comparingInt(stream -> stream.extents.count()))
            .orElseThrow();
    int before = largest.extents.count();
    largest.extents.coarsen();
    spans += largest.extents.count() - before;
  }

  /**
   * Recovery begins: it will note what follows a position. What lies between that and what is known
   * already has not been looked at and may hold records of every stream.
   *
   * @param firstPosition of the log
   */
  public void recovering(CatalogView catalog, long firstPosition, long position) {
    Map<StreamId, Part> known = inCatalog(catalog);
    for (StreamId id : known.keySet()) {
      // Of a log that has lost its beginning nobody knows whether the stream was in that.
      long begin = through == 0 && firstPosition > 1 ? 0 : through + 1;
      if (!streams.containsKey(id)) {
        Stream stream = new Stream(id, begin);
        stream.guessed = begin != 0;
        streams.put(id, stream);
      }
    }
    streams.forEach(
        (id, stream) -> {
          Part part = known.get(id);
          stream.shared = part != null && part.shared;
        });
    long from = Math.max(firstPosition, through + 1);
    if (from <= position) {
      streams.values().stream()
          .filter(stream -> !stream.closed)
          .forEach(
              stream -> {
                stream.extents.addUnknown(from, position);
                stream.last = position;
              });
    }
    through = Math.max(through, position);
    dropBefore(firstPosition);
  }

  /** Takes a record that recovery comes upon, if it is not known already. */
  public void recover(long position, Mutation mutation) {
    if (position > through) {
      note(position, mutation);
    }
  }

  /** Recovery has noted the whole log: streams that were not known begin with what they have. */
  public void recovered(CatalogView catalog) {
    for (Stream stream : streams.values()) {
      if (stream.guessed && !stream.shared) {
        stream.begin = stream.extents.count() == 0 ? through + 1 : stream.extents.first();
      }
      stream.guessed = false;
    }
    onCatalog(catalog, through + 1).forEach(this::close);
  }

  /**
   * Takes a newer catalog.
   *
   * @param nextPosition no record of a stream that is new is before it
   * @return the streams that are off now, to be closed once what is in flight has been noted
   */
  public List<StreamId> onCatalog(CatalogView catalog, long nextPosition) {
    Map<StreamId, Part> known = inCatalog(catalog);
    streams.keySet().retainAll(known.keySet());
    spans = streams.values().stream().mapToInt(stream -> stream.extents.count()).sum();
    latest = null;
    List<StreamId> off = new ArrayList<>();
    known.forEach(
        (id, part) -> {
          Stream stream = streams.computeIfAbsent(id, any -> new Stream(any, nextPosition));
          stream.shared = part.shared;
          if (!part.enabled && !stream.closed) {
            off.add(id);
          }
        });
    return off;
  }

  /**
   * What the catalog says of a stream.
   *
   * @param shared a Kinesis destination, which shows the records of the table's streams too
   */
  private record Part(boolean enabled, boolean shared) {}

  private static Map<StreamId, Part> inCatalog(CatalogView catalog) {
    Map<StreamId, Part> known = new HashMap<>();
    for (TableDescriptor table : catalog.all()) {
      for (StreamDescriptor stream : table.local().streams()) {
        known.put(
            new StreamId(table.id(), stream.createdAtMs()), new Part(stream.enabled(), false));
      }
      for (KinesisDestination destination : table.local().destinations()) {
        known.put(
            new StreamId(table.id(), destination.enabledAtMs()),
            new Part(destination.enabled(), true));
      }
    }
    return known;
  }

  /** Nothing of a stream will be noted any more: its end stands still. */
  public void close(StreamId id) {
    Stream stream = streams.get(id);
    if (stream != null) {
      stream.closed = true;
      if (stream.shared) {
        stream.last = through; // The records that it shows may be those of another stream.
      }
    }
  }

  /** The log has dropped what lies before a position. */
  public void dropBefore(long position) {
    spans = 0;
    for (Stream stream : streams.values()) {
      stream.extents.dropBefore(position);
      spans += stream.extents.count();
    }
  }

  /** Where to look for some streams' records from a position on; null where none is left. */
  @Nullable Span next(List<StreamId> ids, long fromPosition) {
    Span first = null;
    for (StreamId id : ids) {
      Stream stream = streams.get(id);
      Span next = stream == null ? null : stream.extents.next(fromPosition);
      if (next != null && (first == null || next.first() < first.first())) {
        first = next;
      }
    }
    return first;
  }

  /**
   * Where a stream begins and ends.
   *
   * @param firstPosition of the log
   */
  public StreamRange range(StreamId id, long firstPosition) {
    Stream stream = streams.get(id);
    if (stream == null) {
      // The shard has not heard of it yet: it will begin with what comes.
      return new StreamRange(through + 1, through + 1, 0, false);
    }
    long next = stream.closed ? stream.end() : through + 1;
    long first = Math.min(next, Math.max(stream.begin, firstPosition));
    return new StreamRange(
        first, next, stream.begin < firstPosition ? firstPosition : 0, stream.closed);
  }

  /** Visits the first position of every span. */
  void forEachSpan(LongConsumer visitor) {
    for (Stream stream : streams.values()) {
      stream.extents.forEach(visitor);
    }
  }

  /**
   * Writes what is known: through (8), streams (4), each: table id (8), epoch (8), begin (8), last
   * (8), closed (1), bytes since its last record (4), spans.
   */
  void writeTo(DataOutput out) throws IOException {
    out.writeLong(through);
    out.writeInt(streams.size());
    List<Stream> inOrder = new ArrayList<>(streams.values());
    inOrder.sort(
        Comparator.<Stream>comparingLong(stream -> stream.id.tableId())
            .thenComparingLong(stream -> stream.id.epochMs()));
    for (Stream stream : inOrder) {
      out.writeLong(stream.id.tableId());
      out.writeLong(stream.id.epochMs());
      out.writeLong(stream.begin);
      out.writeLong(stream.last);
      out.writeBoolean(stream.closed);
      out.writeInt((int) Math.min(Integer.MAX_VALUE, notedBytes - stream.bytesAtLast));
      stream.extents.writeTo(out);
    }
  }

  static StreamIndex readFrom(DataInput in) throws IOException {
    StreamIndex read = new StreamIndex();
    read.through = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      StreamId id = new StreamId(in.readLong(), in.readLong());
      long begin = in.readLong();
      long last = in.readLong();
      boolean closed = in.readBoolean();
      int sinceLast = in.readInt();
      Stream stream = new Stream(id, Extents.readFrom(in), begin);
      stream.last = last;
      stream.closed = closed;
      stream.bytesAtLast = -sinceLast;
      read.streams.put(id, stream);
      read.spans += stream.extents.count();
    }
    return read;
  }
}
