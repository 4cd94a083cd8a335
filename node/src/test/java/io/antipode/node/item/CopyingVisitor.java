package io.antipode.node.item;

import java.nio.charset.StandardCharsets;

/** Writes what it visits again, so that reader and writer can be held against each other. */
final class CopyingVisitor implements ItemVisitor {
  private final ItemWriter writer = new ItemWriter().beginItem();

  Item item() {
    return writer.endItem();
  }

  @Override
  public void name(byte[] bytes, int offset, int length) {
    writer.name(bytes, offset, length);
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {
    writer.string(new String(bytes, offset, length, StandardCharsets.UTF_8));
  }

  @Override
  public void number(byte[] bytes, int offset, int length) {
    byte[] text = new byte[DecimalCodec.MAX_TEXT_BYTES];
    writer.number(text, 0, DecimalCodec.writeText(bytes, offset, text, 0));
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    writer.binary(bytes, offset, length);
  }

  @Override
  public void bool(boolean truth) {
    writer.bool(truth);
  }

  @Override
  public void nullValue() {
    writer.nullValue();
  }

  @Override
  public void beginSet(String type, int count) {
    switch (type) {
      case "SS" -> writer.beginStringSet();
      case "NS" -> writer.beginNumberSet();
      default -> writer.beginBinarySet();
    }
  }

  @Override
  public void endSet() {
    writer.end();
  }

  @Override
  public void beginList(int count) {
    writer.beginList();
  }

  @Override
  public void endList() {
    writer.end();
  }

  @Override
  public void beginMap(int count) {
    writer.beginMap();
  }

  @Override
  public void endMap() {
    writer.end();
  }
}
