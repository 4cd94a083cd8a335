package io.antipode.node.partiql;

/**
 * Where a token stands in a statement, as messages tell it: {@code line:column:length}, lines and
 * columns from 1, in characters.
 */
public record Place(int line, int column, int length) {
  @Override
  public String toString() {
    return line + ":" + column + ":" + length;
  }
}
