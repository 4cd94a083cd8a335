package io.antipode.node.backup;

import io.antipode.node.action.FillItems.Row;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Rows of a table that is being filled, of one shard, in the order in which they count. */
interface RowSource {
  /**
   * Some more; asked for again only when the last ones have come.
   *
   * @return completes on any loop, with no rows at the end, exceptionally where something can't be
   *     read
   */
  CompletionStage<List<Row>> next();

  /** No more is asked for. */
  void close();
}
