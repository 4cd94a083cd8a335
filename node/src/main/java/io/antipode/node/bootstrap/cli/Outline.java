package io.antipode.node.bootstrap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * JSON for people: plain values share a line, also those of an object within an object; an array is
 * indented, one element a line.
 */
final class Outline {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String INDENT = "  ";

  private final StringBuilder out = new StringBuilder();

  private Outline() {}

  static String of(String json) throws CommandFailedException {
    try (JsonParser in = JSON.createParser(json)) {
      Outline outline = new Outline();
      in.nextToken();
      outline.value(in, 0);
      return outline.out.toString().stripLeading();
    } catch (IOException e) {
      throw new CommandFailedException("not JSON: " + json, e);
    }
  }

  /** Writes one value; objects and arrays on lines of their own, plain values on this one. */
  private void value(JsonParser in, int depth) throws IOException {
    if (in.currentToken() == JsonToken.START_OBJECT) {
      object(in, depth);
    } else if (in.currentToken() == JsonToken.START_ARRAY) {
      array(in, depth);
    } else {
      out.append(in.getText());
    }
  }

  private void object(JsonParser in, int depth) throws IOException {
    fields(in, depth, "", false);
    endLine();
  }

  /** Returns whether the line begun last can take more. */
  private boolean fields(JsonParser in, int depth, String prefix, boolean begun)
      throws IOException {
    boolean onLine = begun;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + in.currentName();
      JsonToken token = in.nextToken();
      if (token == JsonToken.START_OBJECT) {
        onLine = fields(in, depth, name + ".", onLine);
      } else if (token == JsonToken.START_ARRAY) {
        line(depth).append(name);
        array(in, depth + 1);
        onLine = false;
      } else {
        (onLine ? out.append(INDENT) : line(depth)).append(name).append('=').append(in.getText());
        onLine = true;
      }
    }
    return onLine;
  }

  private void array(JsonParser in, int depth) throws IOException {
    boolean empty = true;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      empty = false;
      if (!in.currentToken().isStructStart()) {
        line(depth);
      }
      value(in, depth);
    }
    if (empty) {
      out.append(INDENT).append("none");
    }
    endLine();
  }

  private StringBuilder line(int depth) {
    endLine();
    return out.append(INDENT.repeat(depth));
  }

  private void endLine() {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
      out.append('\n');
    }
  }
}
