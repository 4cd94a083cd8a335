package io.antipode.node.storage.streams;

import io.antipode.cluster.catalog.StreamViewType;

/**
 * Asks a shard for a page of one stream.
 *
 * @param view what of each change is wanted
 * @param fromPosition the first position that may be answered; 0 for the oldest there is
 * @param maxRecords at least 1
 */
public record StreamQuery(StreamId stream, StreamViewType view, long fromPosition, int maxRecords) {
  /** Before every position of a log. */
  public static final long OLDEST = 0;

  public StreamQuery {
    if (fromPosition < 0 || maxRecords < 1) {
      throw new IllegalArgumentException(maxRecords + " records from " + fromPosition);
    }
  }
}
