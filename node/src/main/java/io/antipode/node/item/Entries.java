package io.antipode.node.item;

/**
 * Walks the entries of an item or a map, or the elements of a list, in canonical order: a cursor,
 * before the first until {@link #next}. Elements have no names. Not thread-safe.
 */
public final class Entries {
  private final byte[] bytes;
  private final boolean named;
  private int remaining;
  private int entry;
  private int value;
  private int end;

  private Entries(byte[] bytes, int from, int count, boolean named) {
    this.bytes = bytes;
    this.named = named;
    this.remaining = count;
    this.end = from;
  }

  public static Entries of(Item item) {
    return new Entries(item.bytes(), ItemLayout.ITEM_HEADER_BYTES, item.attributeCount(), true);
  }

  /**
   * @param container a map or a list
   */
  public static Entries of(Encoded container) {
    assert container.isMap() || container.isList() : container.typeName();
    return new Entries(
        container.bytes(), container.offset() + 9, container.size(), container.isMap());
  }

  /** Steps to the next entry; false where there is none. */
  public boolean next() {
    if (remaining == 0) {
      return false;
    }
    remaining--;
    entry = end;
    value = named ? ItemLayout.entryValue(bytes, entry) : entry;
    end = ItemLayout.valueEnd(bytes, value);
    return true;
  }

  /** The order of a name against this entry's. */
  public int compare(String name) {
    return Utf8.compare(name, bytes, entry + 2, value - entry - 2);
  }

  public String name() {
    return Utf8.decode(bytes, entry + 2, value - entry - 2);
  }

  public Encoded value() {
    return new Encoded(bytes, value);
  }

  /** Writes the entry as it is, to a container of the kind that it comes from. */
  public void copyTo(ItemWriter writer) {
    if (named) {
      writer.entry(bytes, entry, end - entry);
    } else {
      writer.element(bytes, value, end - value);
    }
  }
}
