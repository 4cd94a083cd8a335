package io.antipode.node.storage.streams;

import io.antipode.cluster.catalog.StreamViewType;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks a shard for a page of one stream.
 *
 * @param others streams of the same table whose records are wanted too, from where the first one
 *     begins to where it ends
 * @param view what of each change is wanted
 * @param fromPosition the first position that may be answered; 0 for the oldest there is
 * @param maxRecords at least 1
 */
public record StreamQuery(
    StreamId stream,
    List<StreamId> others,
    StreamViewType view,
    long fromPosition,
    int maxRecords) {
  /** Before every position of a log. */
  public static final long OLDEST = 0;

  /** Of one stream alone. */
  public StreamQuery(StreamId stream, StreamViewType view, long fromPosition, int maxRecords) {
    this(stream, List.of(), view, fromPosition, maxRecords);
  }

  public StreamQuery {
    others = List.copyOf(others);
    if (fromPosition < 0 || maxRecords < 1) {
      throw new IllegalArgumentException(maxRecords + " records from " + fromPosition);
    }
  }

  /** All streams whose records are wanted. */
  List<StreamId> streams() {
    return others.isEmpty()
        ? List.of(stream)
        : Stream.concat(Stream.of(stream), others.stream()).toList();
  }
}
