package io.antipode.node.backup;

/** A copy of a table can't be read as it was written, so no table is made of it. */
public final class DamagedCopyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param damage for people: file and offset
   */
  DamagedCopyException(String damage) {
    super(damage);
  }
}
