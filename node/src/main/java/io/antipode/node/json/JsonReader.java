package io.antipode.node.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A pull reader over JSON (RFC 8259) in a range of bytes. The bodies of requests come from
 * strangers, so it is strict where two readings of one text are possible, and bounded where a few
 * bytes could ask for much:
 *
 * <ul>
 *   <li>strings and names are well-formed UTF-8 without unescaped control characters; half of a
 *       surrogate pair is refused, since replacing it would make different keys one;
 *   <li>numbers have a bounded length and exponent, so whoever expands one pays little;
 *   <li>{@value #MAX_DEPTH} containers may be open, and nothing here recurses;
 *   <li>after the document comes nothing but white space.
 * </ul>
 *
 * Whatever breaks a rule is refused by {@link MalformedJsonException}, after which the reader is of
 * no use until {@link #reset}. Every byte is looked at once. Text is handed out as a slice of UTF-8
 * ({@link #array}, {@link #offset}, {@link #length}): of the document itself where nothing was
 * escaped, else of the reader's own space, until the next token. A member's name may repeat: what
 * that means is the caller's to say.
 *
 * <p>Reusable, and then without allocation. Not thread-safe.
 */
public final class JsonReader {
  /** The largest document, and so the longest string. */
  public static final int MAX_DOCUMENT_BYTES = 16 * 1_024 * 1_024;

  /** Far above what 32 levels of attribute values need (two containers each). */
  public static final int MAX_DEPTH = 1_000;

  /** Space for unescaped text above this is let go by {@link #reset}. */
  private static final int KEPT_SCRATCH_BYTES = 64 * 1_024;

  private static final byte[] EMPTY = {};
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  /** What may come next. */
  private enum Expected {
    VALUE,
    ELEMENT_OR_END,
    NAME_OR_END,
    COMMA_OR_END
  }

  private static final ThreadLocal<JsonReader> OF_THREAD = ThreadLocal.withInitial(JsonReader::new);

  private byte[] document = EMPTY;
  private int position;
  private int end;

  private Expected expected = Expected.VALUE;
  private JsonToken token = JsonToken.END;

  /** Open containers; which of them are objects, outermost first. */
  private int depth;

  private final boolean[] objects = new boolean[MAX_DEPTH];

  // The text of the current name, string or number.
  private byte[] text = EMPTY;
  private int textOffset;
  private int textLength;
  private byte[] scratch = EMPTY;

  private final NumberScanner number = new NumberScanner();
  private Leniency leniency = Leniency.NONE;

  /** This thread's own, for a document that is read within one call. */
  public static JsonReader ofThread() {
    return OF_THREAD.get();
  }

  /** Begins a document, before its first token; the bytes must not change while it is read. */
  public JsonReader reset(byte[] bytes, int offset, int lengthBytes) {
    if (lengthBytes > MAX_DOCUMENT_BYTES) {
      throw new IllegalArgumentException("a document of " + lengthBytes + " bytes");
    }
    document = bytes;
    position = offset;
    end = offset + lengthBytes;
    expected = Expected.VALUE;
    token = JsonToken.END;
    depth = 0;
    text = EMPTY;
    leniency = Leniency.NONE;
    if (scratch.length > KEPT_SCRATCH_BYTES) {
      scratch = EMPTY;
    }
    return this;
  }

  /** What those who read this document overlook; nothing, until told. */
  public JsonReader with(Leniency leniency) {
    this.leniency = leniency;
    return this;
  }

  public Leniency leniency() {
    return leniency;
  }

  /** Lets go of the document. */
  public void clear() {
    reset(EMPTY, 0, 0);
  }

  /** Reads the next token. */
  public JsonToken next() {
    int c = skipWhiteSpace();
    token =
        switch (expected) {
          case VALUE -> value(c);
          case ELEMENT_OR_END -> c == ']' ? close() : value(c);
          case NAME_OR_END -> c == '}' ? close() : name(c);
          case COMMA_OR_END -> afterValue(c);
        };
    return token;
  }

  /** The current token; END before the first one. */
  public JsonToken token() {
    return token;
  }

  /** How many containers are open: one more after a BEGIN, one less after its END. */
  public int depth() {
    return depth;
  }

  /**
   * Moves from the first token of a value to its last, or from a member's name over its value: the
   * next token is the one after it.
   */
  public void skipValue() {
    if (token == JsonToken.NAME) {
      next();
    }
    if (token == JsonToken.BEGIN_OBJECT || token == JsonToken.BEGIN_ARRAY) {
      skipTo(depth - 1);
    }
  }

  /** Reads on until no more than {@code openContainers} are open. */
  public void skipTo(int openContainers) {
    while (depth > openContainers) {
      next();
    }
  }

  /** The array that holds the text of the current NAME, STRING or NUMBER; not to be changed. */
  public byte[] array() {
    return text;
  }

  public int offset() {
    return textOffset;
  }

  public int length() {
    return textLength;
  }

  /** The text of the current NAME, STRING or NUMBER. */
  public String text() {
    return new String(text, textOffset, textLength, StandardCharsets.UTF_8);
  }

  /** Whether the text of the current NAME or STRING is this. */
  public boolean textEquals(byte[] utf8) {
    return textLength == utf8.length
        && Arrays.equals(text, textOffset, textOffset + textLength, utf8, 0, utf8.length);
  }

  /** Whether the current NUMBER is written without point and exponent. */
  public boolean isWhole() {
    return number.isWhole();
  }

  /** Whether the current NUMBER is whole and fits a long. */
  public boolean isLong() {
    return number.isLong();
  }

  /** The current NUMBER, of which {@link #isLong} is true. */
  public long longValue() {
    return number.longValue();
  }

  private JsonToken afterValue(int c) {
    if (depth == 0) {
      if (c >= 0) {
        throw malformed();
      }
      return JsonToken.END;
    }
    boolean inObject = objects[depth - 1];
    if (c == ',') {
      position++;
      int first = skipWhiteSpace();
      return inObject ? name(first) : value(first);
    }
    if (c == (inObject ? '}' : ']')) {
      return close();
    }
    throw malformed();
  }

  private JsonToken value(int c) {
    switch (c) {
      case '{' -> {
        return open(true);
      }
      case '[' -> {
        return open(false);
      }
      case '"' -> {
        string();
        expected = Expected.COMMA_OR_END;
        return JsonToken.STRING;
      }
      case 't' -> {
        return literal(TRUE, JsonToken.TRUE);
      }
      case 'f' -> {
        return literal(FALSE, JsonToken.FALSE);
      }
      case 'n' -> {
        return literal(NULL, JsonToken.NULL);
      }
      default -> {
        return number();
      }
    }
  }

  private JsonToken open(boolean object) {
    if (depth == MAX_DEPTH) {
      throw malformed();
    }
    objects[depth++] = object;
    position++;
    expected = object ? Expected.NAME_OR_END : Expected.ELEMENT_OR_END;
    return object ? JsonToken.BEGIN_OBJECT : JsonToken.BEGIN_ARRAY;
  }

  private JsonToken close() {
    position++;
    expected = Expected.COMMA_OR_END;
    return objects[--depth] ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
  }

  private JsonToken name(int c) {
    if (c != '"') {
      throw malformed();
    }
    string();
    if (skipWhiteSpace() != ':') {
      throw malformed();
    }
    position++;
    expected = Expected.VALUE;
    return JsonToken.NAME;
  }

  private JsonToken literal(byte[] word, JsonToken meaning) {
    int after = position + word.length;
    if (after > end || !Arrays.equals(document, position, after, word, 0, word.length)) {
      throw malformed();
    }
    position = after;
    expected = Expected.COMMA_OR_END;
    return meaning;
  }

  private JsonToken number() {
    int after = number.scan(document, position, end);
    if (after < 0) {
      throw malformed();
    }
    text = document;
    textOffset = position;
    textLength = after - position;
    position = after;
    expected = Expected.COMMA_OR_END;
    return JsonToken.NUMBER;
  }

  /** The text from the quote at the position, and the position after its closing quote. */
  private void string() {
    byte[] bytes = document;
    int start = position + 1;
    int at = start;
    while (at < end) {
      byte c = bytes[at];
      if (c == '"') {
        text = bytes;
        textOffset = start;
        textLength = at - start;
        position = at + 1;
        return;
      }
      if (c == '\\') {
        unescape(start, at);
        return;
      }
      at = characterEnd(at);
    }
    throw malformed();
  }

  /** End of the character at {@code at}, which is no quote and no backslash. */
  private int characterEnd(int at) {
    byte c = document[at];
    if (c >= 0x20) {
      return at + 1;
    }
    int after = c < 0 ? StrictUtf8.sequenceEnd(document, at, end) : -1;
    if (after < 0) {
      throw malformed();
    }
    return after;
  }

  /** Goes on with a string from its first backslash, into the scratch space. */
  private void unescape(int start, int firstEscape) {
    int length = 0;
    int clean = start; // what was passed since is not yet copied
    int at = firstEscape;
    while (at < end) {
      byte c = document[at];
      if (c != '"' && c != '\\') {
        at = characterEnd(at);
        continue;
      }
      reserve(length, at - clean + 4);
      System.arraycopy(document, clean, scratch, length, at - clean);
      length += at - clean;
      if (c == '"') {
        text = scratch;
        textOffset = 0;
        textLength = length;
        position = at + 1;
        return;
      }
      position = at + 1;
      length = StrictUtf8.encode(escaped(), scratch, length);
      at = position;
      clean = at;
    }
    throw malformed();
  }

  /** The character that is written after a backslash; the position moves behind it. */
  private int escaped() {
    int c = peek();
    position++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        char unit = utf16Unit();
        if (!Character.isSurrogate(unit)) {
          yield unit;
        }
        yield Character.toCodePoint(unit, lowHalf(unit));
      }
      default -> throw malformed();
    };
  }

  /** The second half of the pair that {@code high} begins. */
  private char lowHalf(char high) {
    if (Character.isHighSurrogate(high)
        && end - position >= 2
        && document[position] == '\\'
        && document[position + 1] == 'u') {
      position += 2;
      char low = utf16Unit();
      if (Character.isLowSurrogate(low)) {
        return low;
      }
    }
    throw new MalformedJsonException("Strings must be valid Unicode: unpaired surrogate");
  }

  private char utf16Unit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw malformed();
      }
      unit = unit << 4 | digit;
      position++;
    }
    return (char) unit;
  }

  private void reserve(int length, int moreBytes) {
    if (scratch.length - length < moreBytes) {
      scratch =
          Arrays.copyOf(scratch, Math.max(Math.max(64, 2 * scratch.length), length + moreBytes));
    }
  }

  /** The byte at the position, from 0 to 255, or -1 at the document's end. */
  private int peek() {
    return position < end ? document[position] & 0xff : -1;
  }

  private int skipWhiteSpace() {
    int c = peek();
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      position++;
      c = peek();
    }
    return c;
  }

  /** DynamoDB says nothing more about a text that is no JSON. */
  private static MalformedJsonException malformed() {
    return new MalformedJsonException("");
  }
}
