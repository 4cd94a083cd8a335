package io.antipode.replication.log;

/** Takes records in the order of their positions. */
public interface RecordVisitor {
  /**
   * @return whether to go on; when not, this record still counts as read
   */
  boolean visit(long position, LogRecord record);
}
