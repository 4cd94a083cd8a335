package io.antipode.node.transfer.format;

import com.amazon.ion.IonException;
import com.amazon.ion.IonReader;
import com.amazon.ion.IonType;
import com.amazon.ion.system.IonReaderBuilder;
import io.antipode.node.item.AttributeName;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Items in Ion, text or binary: structs with a member {@code Item}. Sets are lists with an
 * annotation, as <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.Format.html">AWS
 * has them</a>: {@code $dynamodb_SS::["a"]}. What can't be read ends the object: nobody knows where
 * the next value begins.
 */
public final class IonRecords implements RecordReader {
  private static final String STRING_SET = "$dynamodb_SS";
  private static final String NUMBER_SET = "$dynamodb_NS";
  private static final String BINARY_SET = "$dynamodb_BS";

  private final Bounded bytes;
  private final IonReader ion;

  public IonRecords(InputStream in) throws IOException {
    bytes = new Bounded(plain(in));
    try {
      ion = IonReaderBuilder.standard().build(bytes);
    } catch (IonException malformed) {
      throw bytes.reason(malformed);
    }
  }

  /** The library unpacks by itself what looks packed, past all bounds. */
  private static InputStream plain(InputStream in) throws IOException {
    PushbackInputStream pushed = new PushbackInputStream(in, 2);
    byte[] first = pushed.readNBytes(2);
    pushed.unread(first);
    if (first.length == 2 && first[0] == 0x1f && (first[1] & 0xff) == 0x8b) {
      throw new MalformedObjectException(
          "the object is packed with gzip, and its packing is told to be another");
    }
    return pushed;
  }

  @Override
  public @Nullable ItemRecord next() throws IOException {
    try {
      bytes.begin();
      while (ion.getDepth() > 0) {
        ion.stepOut();
      }
      return ion.next() == null ? null : record();
    } catch (InvalidItemException refused) {
      return new ItemRecord.Broken(String.valueOf(refused.getMessage()));
    } catch (IonException | IllegalStateException malformed) {
      throw bytes.reason(malformed);
    }
  }

  private ItemRecord record() {
    if (ion.getType() != IonType.STRUCT || ion.isNullValue()) {
      return new ItemRecord.Broken("The value is not a struct");
    }
    Item item = null;
    String condition = null;
    Map<String, String> names = null;
    Item values = null;
    ion.stepIn();
    while (ion.next() != null) {
      switch (ion.getFieldName()) {
        case "Item" -> item = item();
        case "ConditionExpression" -> condition = text();
        case "ExpressionAttributeNames" -> names = names();
        case "ExpressionAttributeValues" -> values = item();
        default -> {}
      }
    }
    ion.stepOut();
    if (item == null) {
      return new ItemRecord.Broken("The struct has no field Item");
    }
    return new ItemRecord.Whole(
        item, condition == null ? null : new ItemTerms(condition, names, values));
  }

  private Map<String, String> names() {
    requireStruct();
    Map<String, String> names = new HashMap<>();
    ion.stepIn();
    while (ion.next() != null) {
      names.put(ion.getFieldName(), text());
    }
    ion.stepOut();
    return names;
  }

  private String text() {
    if (!IonType.isText(ion.getType()) || ion.isNullValue()) {
      throw new InvalidItemException("The field " + ion.getFieldName() + " is not a string");
    }
    return ion.stringValue();
  }

  private void requireStruct() {
    if (ion.getType() != IonType.STRUCT || ion.isNullValue()) {
      throw new InvalidItemException("The field " + ion.getFieldName() + " is not a struct");
    }
  }

  private Item item() {
    requireStruct();
    ItemWriter writer = ItemWriter.ofThread().beginItem();
    members(writer);
    return writer.endItem();
  }

  private void members(ItemWriter writer) {
    ion.stepIn();
    while (ion.next() != null) {
      String name = ion.getFieldName();
      AttributeName.require(name);
      writer.name(name);
      value(writer);
    }
    ion.stepOut();
  }

  private void value(ItemWriter writer) {
    if (ion.isNullValue()) {
      writer.nullValue();
      return;
    }
    switch (ion.getType()) {
      case NULL -> writer.nullValue();
      case BOOL -> writer.bool(ion.booleanValue());
      case INT -> writer.number(ion.bigIntegerValue().toString());
      case DECIMAL -> writer.number(ion.bigDecimalValue().toString());
      case FLOAT -> writer.number(finite(ion.doubleValue()));
      case STRING, SYMBOL -> writer.string(ion.stringValue());
      case BLOB, CLOB -> {
        byte[] value = ion.newBytes();
        writer.binary(value, 0, value.length);
      }
      case LIST -> list(writer);
      case STRUCT -> {
        writer.beginMap();
        members(writer);
        writer.end();
      }
      case TIMESTAMP, SEXP, DATAGRAM ->
          throw new InvalidItemException("No attribute has Ion's type " + ion.getType());
    }
  }

  private static String finite(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new InvalidItemException("The number " + number + " is not finite");
    }
    return new BigDecimal(number).toString();
  }

  private void list(ItemWriter writer) {
    String[] annotations = ion.getTypeAnnotations();
    String kind = annotations.length == 0 ? "" : annotations[0];
    switch (kind) {
      case STRING_SET -> writer.beginStringSet();
      case NUMBER_SET -> writer.beginNumberSet();
      case BINARY_SET -> writer.beginBinarySet();
      default -> writer.beginList();
    }
    ion.stepIn();
    while (ion.next() != null) {
      checkMember(kind);
      value(writer);
    }
    ion.stepOut();
    writer.end();
  }

  private void checkMember(String kind) {
    boolean good =
        switch (kind) {
          case STRING_SET -> IonType.isText(ion.getType());
          case NUMBER_SET ->
              ion.getType() == IonType.DECIMAL
                  || ion.getType() == IonType.INT
                  || ion.getType() == IonType.FLOAT;
          case BINARY_SET -> IonType.isLob(ion.getType());
          default -> true;
        };
    if (!good || (ion.isNullValue() && kind.startsWith("$dynamodb_"))) {
      throw new InvalidItemException(
          "A set " + kind + " has a member of Ion's type " + ion.getType());
    }
  }

  /** Ends where a single value takes more than a record may, but for what is read ahead. */
  private static final class Bounded extends FilterInputStream {
    private static final int AHEAD_BYTES = 256 << 10;
    private long left = MAX_RECORD_BYTES + AHEAD_BYTES;
    private boolean exceeded;

    Bounded(InputStream in) {
      super(in);
    }

    void begin() {
      left = MAX_RECORD_BYTES + AHEAD_BYTES;
    }

    IOException reason(RuntimeException failure) {
      return exceeded
          ? new MalformedObjectException(
              "a value is longer than " + MAX_RECORD_BYTES + " bytes, the most that a record has")
          : new MalformedObjectException("the object is not Ion: " + failure.getMessage(), failure);
    }

    private void take(int read) throws IOException {
      left -= read;
      if (left < 0) {
        exceeded = true;
        throw new IOException("a value is too long");
      }
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      take(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, Math.min(length, AHEAD_BYTES / 2));
      take(Math.max(0, read));
      return read;
    }
  }
}
