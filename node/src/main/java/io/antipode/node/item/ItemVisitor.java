package io.antipode.node.item;

/**
 * Told the parts of an item in canonical order, as ranges of its bytes; nothing is decoded. A name
 * comes before the value that it names. Set members come as {@link #string}, {@link #number} or
 * {@link #binary} between {@link #beginSet} and {@link #endSet}.
 */
public interface ItemVisitor {
  /** Valid UTF-8. */
  void name(byte[] bytes, int offset, int length);

  /** Valid UTF-8. */
  void string(byte[] bytes, int offset, int length);

  /** A number as {@link DecimalCodec} encodes it. */
  void number(byte[] bytes, int offset, int length);

  void binary(byte[] bytes, int offset, int length);

  void bool(boolean truth);

  void nullValue();

  /**
   * @param type SS, NS or BS
   */
  void beginSet(String type, int count);

  void endSet();

  void beginList(int count);

  void endList();

  void beginMap(int count);

  void endMap();
}
