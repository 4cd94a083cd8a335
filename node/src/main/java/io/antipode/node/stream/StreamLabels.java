package io.antipode.node.stream;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.KinesisDestination;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;

/**
 * The label of a new stream is the time of its making; it is later than that of every stream and
 * Kinesis destination that a table of the same name ever had here, so that an ARN never means two
 * streams, and no log record is of two.
 */
public final class StreamLabels {
  private StreamLabels() {}

  public static StreamDescriptor next(
      CatalogView view, String tableName, StreamViewType viewType, long nowMs) {
    return new StreamDescriptor(
        view.all().stream()
            .filter(table -> table.name().equals(tableName))
            .mapToLong(table -> laterThan(table.local(), nowMs))
            .max()
            .orElse(nowMs),
        viewType,
        0);
  }

  /** When a Kinesis destination begins: later than every other one of this region. */
  public static long nextDestination(CatalogView view, long nowMs) {
    return view.all().stream()
        .mapToLong(table -> laterThan(table.local(), nowMs))
        .max()
        .orElse(nowMs);
  }

  private static long laterThan(LocalSettings settings, long nowMs) {
    long later = nowMs;
    for (StreamDescriptor stream : settings.streams()) {
      later = Math.max(later, stream.createdAtMs() + 1);
    }
    for (KinesisDestination destination : settings.destinations()) {
      later = Math.max(later, destination.enabledAtMs() + 1);
    }
    return later;
  }
}
