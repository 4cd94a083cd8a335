package io.antipode.node.backup;

import io.antipode.replication.mutation.Mutation;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Rows of a table as they were written, of one shard, in the order in which they count: what a
 * later one says of a key is so.
 */
public interface RowSource {
  /**
   * Some more; asked for again only when the last ones have come.
   *
   * @return completes on any loop, with no rows at the end, exceptionally where something can't be
   *     read
   */
  CompletionStage<List<Mutation>> next();

  /** No more is asked for. */
  void close();
}
