package io.antipode.node.operation;

/** Hears of every capacity unit that a request consumed; any thread, must not block. */
public interface CapacityRecorder {
  /** Hears nothing. */
  CapacityRecorder NONE = (tableName, readUnits, writeUnits) -> {};

  /**
   * @param readUnits read capacity units: 4 KB each, half for eventually consistent reads
   * @param writeUnits write capacity units: 1 KB each
   */
  void consumed(String tableName, double readUnits, double writeUnits);
}
