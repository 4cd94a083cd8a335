package io.antipode.node.transfer;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.util.List;

/**
 * Tells rows of one shard from before an incremental export's beginning from later ones: from the
 * first own write on that is not before it all are later, as those that had come from other regions
 * by then were exported by the one before. Used by one at a time.
 */
final class Boundary {
  private final RowSorter sorter;
  private final Region self;
  private final long fromHlc;
  private final long copyHlc;
  private boolean passed;

  /**
   * @param fromHlc 0 for an export of all that there is
   * @param copyHlc of the copy that rows begin with: all in it is from before
   */
  Boundary(RowSorter sorter, Region self, long fromHlc, long copyHlc) {
    this.sorter = sorter;
    this.self = self;
    this.fromHlc = fromHlc;
    this.copyHlc = copyHlc;
    this.passed = fromHlc == 0;
  }

  /** Takes rows in the order in which they count. */
  boolean take(List<Mutation> rows) throws IOException {
    for (Mutation row : rows) {
      long hlc = row.version().hlc();
      if (!passed && hlc >= fromHlc && hlc > copyHlc && row.version().region().equals(self)) {
        passed = true;
      }
      if (passed || (hlc >= fromHlc && hlc > copyHlc)) {
        sorter.after(row.key(), row.newImage(), hlc);
      } else {
        sorter.before(row.key(), row.newImage());
      }
    }
    return true;
  }
}
