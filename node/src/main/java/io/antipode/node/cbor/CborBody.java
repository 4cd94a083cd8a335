package io.antipode.node.cbor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;

/**
 * Turns bodies from CBOR to the JSON that says the same, and back. A time is tag 1 and milliseconds
 * in CBOR, seconds in JSON; binary is itself in CBOR, Base64 in JSON. Work and memory go by the
 * body's length.
 */
public final class CborBody {
  /** Much deeper than any request that there is. */
  private static final int MAX_DEPTH = 32;

  private static final int TIME_TAG = 1;
  private static final double MILLIS = 1_000;

  /** Members of answers that JSON does not tell from texts and numbers. */
  private static final Set<String> BINARY = Set.of("Data");

  private static final Set<String> TIMES =
      Set.of("ApproximateArrivalTimestamp", "StreamCreationTimestamp");

  private static final JsonFactory JSON = new JsonFactory();
  private static final CBORFactory CBOR =
      CBORFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private CborBody() {}

  /**
   * @throws IOException where the bytes are not one value of CBOR
   */
  public static byte[] toJson(byte[] bytes, int offset, int lengthBytes) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream(lengthBytes + lengthBytes / 2);
    try (CBORParser in = CBOR.createParser(bytes, offset, lengthBytes);
        JsonGenerator out = JSON.createGenerator(json)) {
      int depth = 0;
      do {
        JsonToken token = in.nextToken();
        if (token == null) {
          throw new IOException("the body ends early");
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token.isNumeric() && in.getCurrentTag() == TIME_TAG) {
          out.writeNumber(in.getDoubleValue() / MILLIS);
        } else {
          out.copyCurrentEvent(in);
        }
      } while (depth > 0);
      if (in.nextToken() != null) {
        throw new IOException("more follows the body");
      }
    }
    return json.toByteArray();
  }

  /**
   * @param json what an answer says, well-formed
   */
  public static byte[] ofJson(byte[] json, int lengthBytes) throws IOException {
    ByteArrayOutputStream cbor = new ByteArrayOutputStream(lengthBytes);
    try (JsonParser in = JSON.createParser(json, 0, lengthBytes);
        CBORGenerator out = CBOR.createGenerator(cbor)) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        String name = in.currentName();
        if (token == JsonToken.VALUE_STRING && BINARY.contains(name)) {
          out.writeBinary(in.getBinaryValue());
        } else if (token.isNumeric() && TIMES.contains(name)) {
          out.writeTag(TIME_TAG);
          out.writeNumber(Math.round(in.getDoubleValue() * MILLIS));
        } else {
          out.copyCurrentEvent(in);
        }
      }
    }
    return cbor.toByteArray();
  }
}
