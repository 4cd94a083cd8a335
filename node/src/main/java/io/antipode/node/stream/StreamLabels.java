package io.antipode.node.stream;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;

/**
 * The label of a new stream is the time of its making; it is later than that of every stream that a
 * table of the same name ever had here, so that an ARN never means two streams.
 */
public final class StreamLabels {
  private StreamLabels() {}

  public static StreamDescriptor next(
      CatalogView view, String tableName, StreamViewType viewType, long nowMs) {
    long latestMs =
        view.all().stream()
            .filter(table -> table.name().equals(tableName))
            .flatMap(table -> table.local().streams().stream())
            .mapToLong(StreamDescriptor::createdAtMs)
            .max()
            .orElse(Long.MIN_VALUE);
    return new StreamDescriptor(Math.max(nowMs, latestMs + 1), viewType, 0);
  }
}
