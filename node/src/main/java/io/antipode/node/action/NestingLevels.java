package io.antipode.node.action;

import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemReader;
import io.antipode.node.item.ItemVisitor;
import io.antipode.node.item.ItemWriter;

/**
 * Refuses an item that an update nested too deeply, which the values of the request alone do not
 * show. Levels are counted as {@link ItemWriter} counts them in requests.
 */
final class NestingLevels implements ItemVisitor {
  private int depth;

  private NestingLevels() {}

  static void check(Item item) {
    ItemReader.visit(item, new NestingLevels());
  }

  private void value() {
    if (depth >= ItemWriter.MAX_LEVELS) {
      throw new InvalidItemException(
          "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels"
              + " beyond supported limit");
    }
  }

  @Override
  public void name(byte[] bytes, int offset, int length) {}

  @Override
  public void string(byte[] bytes, int offset, int length) {
    value();
  }

  @Override
  public void number(byte[] bytes, int offset, int length) {
    value();
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    value();
  }

  @Override
  public void bool(boolean truth) {
    value();
  }

  @Override
  public void nullValue() {
    value();
  }

  @Override
  public void beginSet(String type, int count) {
    value();
  }

  @Override
  public void endSet() {}

  @Override
  public void beginList(int count) {
    value();
    depth++;
  }

  @Override
  public void endList() {
    depth--;
  }

  @Override
  public void beginMap(int count) {
    value();
    depth++;
  }

  @Override
  public void endMap() {
    depth--;
  }
}
