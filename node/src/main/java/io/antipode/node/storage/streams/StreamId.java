package io.antipode.node.storage.streams;

import io.antipode.replication.mutation.Mutation;

/**
 * Names one incarnation of a table's stream in this region.
 *
 * @param epochMs {@code StreamDescriptor.createdAtMs}, which every log record of it carries
 */
public record StreamId(long tableId, long epochMs) {
  /** Whether a log record names this stream. */
  public boolean isOf(Mutation mutation) {
    return mutation.streamEpochMs() == epochMs && mutation.tableId() == tableId;
  }
}
