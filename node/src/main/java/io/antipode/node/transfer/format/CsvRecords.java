package io.antipode.node.transfer.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.cluster.catalog.ScalarType;
import io.antipode.node.item.AttributeName;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.ItemWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Items as lines of values between delimiters, with the names of their attributes in the first
 * line, or given. Values are strings, but those of keys, of the table and its indexes, which have
 * the type that their definition says; binary ones in base64. A value with a delimiter, a quote or
 * a line's end in it stands in quotes, and a quote in it is doubled. So <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.Format.html">AWS
 * has it</a>.
 */
public final class CsvRecords implements RecordReader {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int MAX_COLUMNS = 255;

  private final InputStream in;
  private final char delimiter;
  private final Map<String, ScalarType> types;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteArrayOutputStream value = new ByteArrayOutputStream();
  private int at;
  private int limit;
  private int recordBytes;
  private boolean tooLong;
  private List<String> header;

  /**
   * @param given names of the columns; empty where the first line has them
   * @param types of key attributes
   */
  public CsvRecords(
      InputStream in, char delimiter, List<String> given, Map<String, ScalarType> types)
      throws IOException {
    this.in = in;
    this.delimiter = delimiter;
    this.types = types;
    this.header = given;
    if (given.isEmpty()) {
      header = firstLine();
    }
    if (header.size() > MAX_COLUMNS) {
      throw new MalformedObjectException("the header has more than " + MAX_COLUMNS + " columns");
    }
    if (new HashSet<>(header).size() < header.size()) {
      throw new MalformedObjectException("the header names a column twice");
    }
    try {
      header.forEach(AttributeName::require);
    } catch (InvalidItemException refused) {
      throw new MalformedObjectException(
          "the header names no attribute: " + refused.getMessage(), refused);
    }
  }

  private List<String> firstLine() throws IOException {
    List<String> names = line();
    if (tooLong) {
      throw new MalformedObjectException(
          "the header is longer than " + MAX_RECORD_BYTES + " bytes");
    }
    if (names != null && !names.isEmpty() && names.getFirst().startsWith("\ufeff")) {
      names.set(0, names.getFirst().substring(1));
    }
    return names == null ? List.of() : names;
  }

  @Override
  public @Nullable ItemRecord next() throws IOException {
    List<String> values = line();
    while (values != null && values.size() == 1 && values.getFirst().isEmpty() && !tooLong) {
      values = line(); // an empty line
    }
    if (values == null) {
      return null;
    }
    if (tooLong) {
      return new ItemRecord.Broken(
          "The line is longer than " + MAX_RECORD_BYTES + " bytes, the most that a record has");
    }
    if (values.size() != header.size()) {
      return new ItemRecord.Broken(
          "The line has " + values.size() + " values, and the header " + header.size());
    }
    try {
      ItemWriter writer = ItemWriter.ofThread().beginItem();
      for (int column = 0; column < values.size(); column++) {
        write(writer, header.get(column), values.get(column));
      }
      return new ItemRecord.Whole(writer.endItem(), null);
    } catch (InvalidItemException refused) {
      return new ItemRecord.Broken(String.valueOf(refused.getMessage()));
    }
  }

  private void write(ItemWriter writer, String name, String text) {
    writer.name(name);
    switch (types.getOrDefault(name, ScalarType.S)) {
      case S -> writer.string(text);
      case N -> writer.number(text);
      case B -> {
        try {
          byte[] bytes = Base64.getDecoder().decode(text);
          writer.binary(bytes, 0, bytes.length);
        } catch (IllegalArgumentException e) {
          throw new InvalidItemException("The value of " + name + " is not base64");
        }
      }
    }
  }

  /** The values of the next line, or null at the end. */
  private @Nullable List<String> line() throws IOException {
    List<String> values = new ArrayList<>();
    recordBytes = 0;
    tooLong = false;
    int c = read();
    if (c < 0) {
      return null;
    }
    while (true) {
      c = c == '"' ? quoted() : plain(c);
      if (!tooLong) {
        values.add(value.toString(UTF_8));
      }
      value.reset();
      if (c != delimiter) {
        return values;
      }
      c = read();
    }
  }

  /** A value that begins with c; returns what ended it: a delimiter, a line's end, or -1. */
  private int plain(int first) throws IOException {
    int c = first;
    while (c >= 0 && c != delimiter && c != '\n') {
      if (c != '\r' || peek() != '\n') {
        keep(c);
      }
      c = read();
    }
    return c;
  }

  private int quoted() throws IOException {
    int c = read();
    while (c >= 0) {
      if (c == '"') {
        c = read();
        if (c != '"') {
          return plain(c); // what follows a closing quote belongs to the value
        }
      }
      keep(c);
      c = read();
    }
    return c;
  }

  private void keep(int c) {
    if (++recordBytes > MAX_RECORD_BYTES) {
      tooLong = true;
      value.reset();
    } else {
      value.write(c);
    }
  }

  private int peek() throws IOException {
    if (at == limit) {
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
      at = 0;
    }
    return at == limit ? -1 : buffer[at] & 0xff;
  }

  private int read() throws IOException {
    int c = peek();
    if (c >= 0) {
      at++;
    }
    return c;
  }
}
