package io.antipode.node.bootstrap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * JSON for people: nested objects indented, an object of plain values on one line, an array one
 * element a line.
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
    boolean onLine = false;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken token = in.nextToken();
      if (token.isStructStart()) {
        line(depth).append(name);
        value(in, depth + 1);
        onLine = false;
      } else {
        if (!onLine) {
          line(depth);
        } else {
          out.append(INDENT);
        }
        out.append(name).append('=').append(in.getText());
        onLine = true;
      }
    }
    endLine();
  }

  private void array(JsonParser in, int depth) throws IOException {
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (!in.currentToken().isStructStart()) {
        line(depth);
      }
      value(in, depth);
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
