package io.antipode.node.storage.streams;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.replication.log.LogSlice.Span;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.mutation.MutationCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    final Extents extents = new Extents();

    /** No record is before it; 0 where unknown. */
    long begin;

    /** Position of the newest record, dropped or not; 0 for none. */
    long last;

    /** {@link StreamIndex#notedBytes} after the newest record. */
    long bytesAtLast;

    boolean closed;

    Stream(StreamId id, long begin) {
      this.id = id;
      this.begin = begin;
    }

    long end() {
      return Math.max(begin, last + 1);
    }
  }

  /**
   * @param through nothing is known of positions up to it; {@link #recovered} tells of the streams
   *     that may have records there
   */
  public StreamIndex(long through) {
    this(through, MAX_SPANS);
  }

  StreamIndex(long through, int maxSpans) {
    this.through = through;
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
   * Recovery begins to note what follows a position; what lies between the log's first and it has
   * not been looked at and may hold records of every stream that the catalog knows.
   */
  public void recovering(CatalogView catalog, long firstPosition) {
    for (StreamId id : inCatalog(catalog).keySet()) {
      Stream stream = new Stream(id, firstPosition > 1 ? 0 : 1);
      streams.put(id, stream);
      if (firstPosition <= through) {
        stream.extents.addUnknown(firstPosition, through);
        stream.last = through;
        spans++;
      }
    }
  }

  /** Recovery has noted the whole log: streams begin with what they have. */
  public void recovered(CatalogView catalog) {
    for (Stream stream : streams.values()) {
      if (stream.begin != 0) {
        stream.begin = stream.extents.count() == 0 ? through + 1 : stream.extents.first();
      }
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
    Map<StreamId, StreamDescriptor> known = inCatalog(catalog);
    streams.keySet().retainAll(known.keySet());
    spans = streams.values().stream().mapToInt(stream -> stream.extents.count()).sum();
    latest = null;
    List<StreamId> off = new ArrayList<>();
    known.forEach(
        (id, descriptor) -> {
          Stream stream = streams.computeIfAbsent(id, any -> new Stream(any, nextPosition));
          if (!descriptor.enabled() && !stream.closed) {
            off.add(id);
          }
        });
    return off;
  }

  private static Map<StreamId, StreamDescriptor> inCatalog(CatalogView catalog) {
    Map<StreamId, StreamDescriptor> known = new HashMap<>();
    for (TableDescriptor table : catalog.all()) {
      for (StreamDescriptor stream : table.local().streams()) {
        known.put(new StreamId(table.id(), stream.createdAtMs()), stream);
      }
    }
    return known;
  }

  /** Nothing of a stream will be noted any more: its end stands still. */
  public void close(StreamId id) {
    Stream stream = streams.get(id);
    if (stream != null) {
      stream.closed = true;
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

  /** Where to look for a stream's records from a position on; null where none is left. */
  @Nullable Span next(StreamId id, long fromPosition) {
    Stream stream = streams.get(id);
    return stream == null ? null : stream.extents.next(fromPosition);
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
}
