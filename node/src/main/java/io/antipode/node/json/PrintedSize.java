package io.antipode.node.json;

import io.antipode.node.item.DecimalCodec;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemReader;
import io.antipode.node.item.ItemVisitor;

/**
 * How long an item becomes as JSON, at most. A byte of an item can become six, where it is a
 * control character, and an empty value a dozen: who prints many large items asks before. Confined
 * to a thread.
 */
public final class PrintedSize implements ItemVisitor {
  /** Of a value: its braces, its type, quotes, and a comma. */
  private static final int MAX_FRAME_BYTES = 16;

  private static final int MAX_ESCAPE_BYTES = 6;

  private long sum;

  private PrintedSize() {}

  public static long of(Item item) {
    PrintedSize size = new PrintedSize();
    ItemReader.visit(item, size);
    return size.sum + MAX_FRAME_BYTES;
  }

  @Override
  public void name(byte[] bytes, int offset, int length) {
    text(bytes, offset, length);
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {
    text(bytes, offset, length);
  }

  private void text(byte[] bytes, int offset, int length) {
    long escapes = 0;
    int end = offset + length;
    for (int at = Escapes.find(bytes, offset, end);
        at < end;
        at = Escapes.find(bytes, at + 1, end)) {
      escapes++;
    }
    sum += MAX_FRAME_BYTES + length + (MAX_ESCAPE_BYTES - 1) * escapes;
  }

  @Override
  public void number(byte[] bytes, int offset, int length) {
    sum += MAX_FRAME_BYTES + DecimalCodec.MAX_TEXT_BYTES;
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    sum += MAX_FRAME_BYTES + (length + 2L) / 3 * 4;
  }

  @Override
  public void bool(boolean truth) {
    sum += MAX_FRAME_BYTES;
  }

  @Override
  public void nullValue() {
    sum += MAX_FRAME_BYTES;
  }

  @Override
  public void beginSet(String type, int count) {
    sum += MAX_FRAME_BYTES;
  }

  @Override
  public void endSet() {}

  @Override
  public void beginList(int count) {
    sum += MAX_FRAME_BYTES;
  }

  @Override
  public void endList() {}

  @Override
  public void beginMap(int count) {
    sum += MAX_FRAME_BYTES;
  }

  @Override
  public void endMap() {}
}
