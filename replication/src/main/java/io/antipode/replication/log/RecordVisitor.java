package io.antipode.replication.log;

import io.antipode.replication.mutation.Mutation;

/** Takes records in the order of their positions. */
public interface RecordVisitor {
  /**
   * @return whether to go on; when not, this record still counts as read
   */
  boolean visit(long position, Mutation mutation);
}
