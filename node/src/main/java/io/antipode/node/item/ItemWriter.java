package io.antipode.node.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes canonical item bytes ({@link ItemLayout} draws them) as the parts of an item come by, in
 * any order, and refuses what DynamoDB refuses in a value. Reusable: {@link #beginItem} starts
 * afresh, whatever became of the item before. Not thread-safe.
 *
 * <pre>
 *  beginItem  (name value)*  endItem
 *  value  =  string | number | binary | bool | nullValue | element*
 *          | beginMap (name value)* end | beginList value* end
 *          | beginStringSet string* end | beginNumberSet number* end | beginBinarySet binary* end
 * </pre>
 */
public final class ItemWriter {
  /**
   * Levels of nesting: a top-level attribute's value is at level 1, what a map or list holds is one
   * level deeper.
   */
  public static final int MAX_LEVELS = 32;

  /** Space above this is given back after the item that needed it. */
  private static final int MAX_KEPT_BYTES = 1 << 20;

  private static final byte ROOT = 11;

  private static final ThreadLocal<ItemWriter> OF_THREAD = ThreadLocal.withInitial(ItemWriter::new);

  private byte[] buffer = new byte[512];
  private int length;

  // One frame per open container, the item itself at 0.
  private final byte[] frameTag = new byte[MAX_LEVELS + 2];
  private final int[] frameStart = new int[MAX_LEVELS + 2];
  private final int[] frameFirstMark = new int[MAX_LEVELS + 2];
  private final int[] frameCount = new int[MAX_LEVELS + 2];
  private int depth = -1;

  /** Where the entries of open maps and the members of open sets begin. */
  private int[] marks = new int[64];

  private int markCount;
  private EntrySorter sorter = new EntrySorter();

  /** This thread's own, for one item that is begun and ended within one call. */
  public static ItemWriter ofThread() {
    return OF_THREAD.get();
  }

  /** Begins an item, forgetting any before. */
  public ItemWriter beginItem() {
    if (buffer.length > MAX_KEPT_BYTES) {
      buffer = new byte[512];
      marks = new int[64];
      sorter = new EntrySorter();
    }
    length = 0;
    markCount = 0;
    depth = -1;
    reserve(ItemLayout.ITEM_HEADER_BYTES);
    buffer[length++] = ItemLayout.VERSION;
    open(ROOT);
    return this;
  }

  /** Ends the item and takes a copy of its bytes. */
  public Item endItem() {
    if (depth != 0) {
      throw new IllegalStateException(depth + " containers are open");
    }
    close();
    return Item.ofBytes(Arrays.copyOf(buffer, length));
  }

  /** Begins a single value; as an item of one attribute that {@link #endValue} takes out. */
  public ItemWriter beginValue() {
    return beginItem().name("");
  }

  /** The value written since {@link #beginValue}, decoded. */
  public AttributeValue endValue() {
    if (depth != 0 || frameCount[0] != 1) {
      throw new IllegalStateException("not just one value");
    }
    return ValueDecoder.decode(buffer, ItemLayout.entryValue(buffer, ItemLayout.ITEM_HEADER_BYTES));
  }

  /** The name of the next value of the item or map. */
  public ItemWriter name(String name) {
    mark();
    int size = name.length();
    reserve(2 + 3 * size);
    int start = length + 2;
    int end = Utf8.encode(name, buffer, start);
    return named(start, end);
  }

  /** The name as a range of UTF-8 bytes, which must be valid. */
  public ItemWriter name(byte[] utf8, int offset, int nameLength) {
    mark();
    reserve(2 + nameLength);
    System.arraycopy(utf8, offset, buffer, length + 2, nameLength);
    return named(length + 2, length + 2 + nameLength);
  }

  private ItemWriter named(int start, int end) {
    AttributeName.requireAtMost(end - start);
    ItemLayout.putUint16(buffer, start - 2, end - start);
    length = end;
    return this;
  }

  /** The name that was given last at the top of the item, whatever is open below it. */
  public String lastName() {
    int names = depth == 0 ? markCount : frameFirstMark[1];
    int at = marks[names - 1];
    return Utf8.decode(buffer, at + 2, ItemLayout.uint16(buffer, at));
  }

  /** A string, or a member of a string set. */
  public ItemWriter string(String text) {
    int header = beginScalar(ItemLayout.S, ItemLayout.SS, 4, 3 * text.length());
    return endScalar(header, Utf8.encode(text, buffer, header + 4));
  }

  /** A string as a range of UTF-8 bytes, which must be valid. */
  public ItemWriter string(byte[] utf8, int offset, int textLength) {
    int header = beginScalar(ItemLayout.S, ItemLayout.SS, 4, textLength);
    System.arraycopy(utf8, offset, buffer, header + 4, textLength);
    return endScalar(header, header + 4 + textLength);
  }

  /** Binary, or a member of a binary set. */
  public ItemWriter binary(byte[] bytes, int offset, int byteLength) {
    int header = beginScalar(ItemLayout.B, ItemLayout.BS, 4, byteLength);
    System.arraycopy(bytes, offset, buffer, header + 4, byteLength);
    return endScalar(header, header + 4 + byteLength);
  }

  private ItemWriter endScalar(int header, int end) {
    ItemLayout.putInt32(buffer, header, end - header - 4);
    length = end;
    return this;
  }

  /** A number from its text, or a member of a number set. */
  public ItemWriter number(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return number(bytes, 0, bytes.length);
  }

  public ItemWriter number(byte[] text, int offset, int textLength) {
    int header = beginScalar(ItemLayout.N, ItemLayout.NS, 1, DecimalCodec.MAX_LENGTH_BYTES);
    int size = DecimalCodec.encode(text, offset, textLength, buffer, header + 1);
    buffer[header] = (byte) size;
    length = header + 1 + size;
    return this;
  }

  public ItemWriter number(Decimal number) {
    byte[] encoded = number.encoded();
    int header = beginScalar(ItemLayout.N, ItemLayout.NS, 1, encoded.length);
    System.arraycopy(encoded, 0, buffer, header + 1, encoded.length);
    buffer[header] = (byte) encoded.length;
    length = header + 1 + encoded.length;
    return this;
  }

  public ItemWriter bool(boolean truth) {
    beginValue(truth ? ItemLayout.TRUE : ItemLayout.FALSE, 0);
    return this;
  }

  public ItemWriter nullValue() {
    beginValue(ItemLayout.NULL, 0);
    return this;
  }

  public ItemWriter beginMap() {
    return beginContainer(ItemLayout.M);
  }

  public ItemWriter beginList() {
    return beginContainer(ItemLayout.L);
  }

  public ItemWriter beginStringSet() {
    return beginContainer(ItemLayout.SS);
  }

  public ItemWriter beginNumberSet() {
    return beginContainer(ItemLayout.NS);
  }

  public ItemWriter beginBinarySet() {
    return beginContainer(ItemLayout.BS);
  }

  /** Ends the innermost map, list or set. */
  public ItemWriter end() {
    if (depth < 1) {
      throw new IllegalStateException("no container is open");
    }
    close();
    return this;
  }

  /** As {@link #end}, or forgets the map or list where it holds nothing, and its name too. */
  public ItemWriter endUnlessEmpty() {
    if (depth < 1 || frameCount[depth] > 0) {
      return end();
    }
    length = frameStart[depth] - 1;
    depth--;
    frameCount[depth]--;
    if (frameTag[depth] != ItemLayout.L) {
      length = marks[--markCount];
    }
    return this;
  }

  /** A whole decoded value. */
  public ItemWriter value(AttributeValue value) {
    switch (value) {
      case AttributeValue.S(String text) -> string(text);
      case AttributeValue.N(Decimal number) -> number(number);
      case AttributeValue.B(Bytes(byte[] array)) -> binary(array, 0, array.length);
      case AttributeValue.Bool(boolean truth) -> bool(truth);
      case AttributeValue.Null _ -> nullValue();
      case AttributeValue.Ss(var members) -> {
        beginStringSet();
        members.forEach(this::string);
        end();
      }
      case AttributeValue.Ns(var members) -> {
        beginNumberSet();
        members.forEach(this::number);
        end();
      }
      case AttributeValue.Bs(var members) -> {
        beginBinarySet();
        members.forEach(member -> binary(member.array(), 0, member.array().length));
        end();
      }
      case AttributeValue.L(var elements) -> {
        beginList();
        elements.forEach(this::value);
        end();
      }
      case AttributeValue.M(var members) -> {
        beginMap();
        members.forEach((name, member) -> name(name).value(member));
        end();
      }
    }
    return this;
  }

  /** A whole value, copied. */
  public ItemWriter value(Encoded value) {
    if (depth + value.levels() > MAX_LEVELS) {
      throw tooDeep();
    }
    int from = value.offset();
    return element(value.bytes(), from, value.end() - from);
  }

  /** A whole value as canonical bytes that stood at this level before. */
  ItemWriter element(byte[] bytes, int offset, int valueLength) {
    reserve(valueLength);
    System.arraycopy(bytes, offset, buffer, length, valueLength);
    length += valueLength;
    frameCount[depth]++;
    return this;
  }

  /** A whole entry (name and value) of the item or map, as canonical bytes. */
  ItemWriter entry(byte[] bytes, int offset, int entryLength) {
    mark();
    reserve(entryLength);
    System.arraycopy(bytes, offset, buffer, length, entryLength);
    length += entryLength;
    frameCount[depth]++;
    return this;
  }

  private ItemWriter beginContainer(byte tag) {
    beginValue(tag, 8);
    open(tag);
    return this;
  }

  private void open(byte tag) {
    depth++;
    frameTag[depth] = tag;
    frameStart[depth] = length;
    frameFirstMark[depth] = markCount;
    frameCount[depth] = 0;
    length += tag == ROOT ? 4 : 8;
  }

  /**
   * Begins a value that is a scalar or a set's member: writes the tag where it has one.
   *
   * @return where the length goes
   */
  private int beginScalar(byte tag, byte setTag, int lengthBytes, int maxBytes) {
    if (frameTag[depth] == setTag) {
      mark();
      frameCount[depth]++;
      reserve(lengthBytes + maxBytes);
      return length;
    }
    beginValue(tag, lengthBytes + maxBytes);
    return length;
  }

  private void beginValue(byte tag, int maxBytes) {
    byte inside = frameTag[depth];
    if (inside == ItemLayout.SS || inside == ItemLayout.NS || inside == ItemLayout.BS) {
      throw new IllegalStateException("a value of tag " + tag + " inside a set of tag " + inside);
    }
    if (depth >= MAX_LEVELS) {
      throw tooDeep();
    }
    frameCount[depth]++;
    reserve(1 + maxBytes);
    buffer[length++] = tag;
  }

  private static InvalidItemException tooDeep() {
    return new InvalidItemException(
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels"
            + " beyond supported limit");
  }

  private void close() {
    byte tag = frameTag[depth];
    int start = frameStart[depth];
    if (tag == ROOT) {
      ItemLayout.putInt32(buffer, start, frameCount[depth]);
    } else {
      ItemLayout.putInt32(buffer, start, length - start - 4);
      ItemLayout.putInt32(buffer, start + 4, frameCount[depth]);
    }
    if (tag != ItemLayout.L) {
      byte kind = tag == ROOT ? ItemLayout.M : tag;
      int bodyStart = start + (tag == ROOT ? 4 : 8);
      sorter.sort(kind, buffer, bodyStart, length, marks, frameFirstMark[depth], markCount);
      markCount = frameFirstMark[depth];
    }
    depth--;
  }

  private void mark() {
    if (markCount == marks.length) {
      marks = Arrays.copyOf(marks, 2 * marks.length);
    }
    marks[markCount++] = length;
  }

  private void reserve(int bytes) {
    if (buffer.length - length < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + bytes));
    }
  }
}
