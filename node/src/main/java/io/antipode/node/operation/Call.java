package io.antipode.node.operation;

import com.fasterxml.jackson.core.JsonParser;
import io.antipode.node.json.JsonOut;
import java.io.IOException;

/** One request under way. Answered exactly once, from any event loop. */
public interface Call {
  /** Access key id of the signature, empty for none. */
  String accessKeyId();

  /** A fresh parser over the request body, before its first token. */
  JsonParser body() throws IOException;

  /** Adds a response header ({@code x-antipode-*}). */
  void header(String name, String value);

  /** Answers 200 with what was written. */
  void succeed(JsonOut body);

  /** Answers with an error. */
  void fail(ApiError error);
}
